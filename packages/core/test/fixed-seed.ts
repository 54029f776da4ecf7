import fc from "fast-check";

// Each run tries the same inputs, so that a failing run is caused by the change. `FC_SEED=random` tries others.
const { FC_SEED = "1" } = process.env;
if (FC_SEED !== "random") fc.configureGlobal({ seed: Number(FC_SEED) });
