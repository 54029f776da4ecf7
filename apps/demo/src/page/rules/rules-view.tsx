export const RulesView = () => (
  <div class="page">
    <h1>Rules</h1>
  </div>
);
