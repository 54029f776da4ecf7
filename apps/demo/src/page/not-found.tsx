export const NotFound = () => (
  <section class="page narrow">
    <h1>There is no such page</h1>
    <p>
      Go on with a <a href="/provoke">failure</a> or a <a href="/explain">response of yours</a>.
    </p>
  </section>
);
