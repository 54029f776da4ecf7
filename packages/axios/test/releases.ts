import axios from "axios";

/** The oldest release that is supported. It has no fetch adapter: that came with 1.7. */
export const isOldest = axios.VERSION === "1.5.0";
