export const NotFound = () => (
  <section class="page narrow">
    <h1>There is no such page</h1>
    <p>
      Go on with a <a href="/provoke">failure</a>.
    </p>
  </section>
);
