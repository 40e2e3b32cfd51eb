import type { LoadPlantQuery } from "../generated/documents";

/** When the script last asked for the manual assignments, and whether the server thinks that too long ago. */
export type ScriptContact = LoadPlantQuery["plant"];
