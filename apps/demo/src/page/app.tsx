import { LocationProvider, Route, Router } from "preact-iso";
import { Header } from "./header.tsx";
import { NotFound } from "./not-found.tsx";
import { ProvokeView } from "./provoke/provoke-view.tsx";

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
        <Route default component={NotFound} />
      </Router>
    </main>
  </LocationProvider>
);
