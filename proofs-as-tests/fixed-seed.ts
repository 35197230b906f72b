/** Properties of `npm test` are tried on the same cases every time: a result is a function of the sources. Other seeds are for `choreo-verify theorems`. */
import { configureGlobal } from "fast-check";

configureGlobal({ seed: 1 });
