export const NotFound = () => (
  <section class="page narrow">
    <h1>There is no such page</h1>
    <p>
      Go to <a href="/provoke">the failures</a>, <a href="/explain">explain a response</a> or{" "}
      <a href="/rules">the table</a>.
    </p>
  </section>
);
