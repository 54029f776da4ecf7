export const NotFound = () => (
  <section class="page narrow">
    <h1>There is no such page</h1>
    <p>
      Go on with a <a href="/provoke">failure</a>, a <a href="/explain">response of yours</a> or{" "}
      <a href="/rules">the table</a>.
    </p>
  </section>
);
