import { vi } from "vitest";

// What texts and dates are made from when their module is loaded: import this before them.
process.env.TZ = "UTC";
vi.stubGlobal("document", { documentElement: { lang: "en" } });
vi.stubGlobal("navigator", { languages: ["en-GB"] });
