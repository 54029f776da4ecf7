export const ExplainView = () => (
  <div class="page">
    <h1>Explain</h1>
  </div>
);
