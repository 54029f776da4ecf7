import { LocationProvider, lazy, Route, Router } from "preact-iso";
import { Header } from "./header.tsx";
import { NotFound } from "./not-found.tsx";
import { ProvokeView } from "./provoke/provoke-view.tsx";

// Each view is loaded when it is first opened; the first one comes with the page.
const ExplainView = lazy(() => import("./explain/explain-view.tsx").then(({ ExplainView }) => ExplainView));
const RulesView = lazy(() => import("./rules/rules-view.tsx").then(({ RulesView }) => RulesView));
const BurstView = lazy(() => import("./burst/burst-view.tsx").then(({ BurstView }) => BurstView));

export const App = () => (
  <LocationProvider>
    <a class="skip" href="#main">
      Skip to the content
    </a>
    <Header />
    <main id="main" tabIndex={-1}>
      <Router>
        <Route path="/" component={ProvokeView} />
        <Route path="/provoke/:scenario?" component={ProvokeView} />
        <Route path="/explain" component={ExplainView} />
        <Route path="/rules/burst" component={BurstView} />
        <Route path="/rules/:id?" component={RulesView} />
        <Route default component={NotFound} />
      </Router>
    </main>
  </LocationProvider>
);
