import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vitest/config";

/** One bundle a mode: `vite build --mode graphiql` reads src/graphiql/main.tsx and writes ../static/graphiql/. */
const ENTRIES: Record<string, string> = {
  graphiql: "src/graphiql/main.tsx",
  planning: "src/screens/planning/main.tsx",
  machine: "src/screens/machine/main.tsx",
  board: "src/screens/board/main.tsx",
};

/**
 * Drop the web fonts that GraphiQL's stylesheet carries as data: addresses: three quarters of its size, and they would
 * need `font-src data:` in a content security policy. page.css names fonts that every system has.
 */
function systemFonts(): Plugin {
  return {
    name: "system-fonts",
    enforce: "pre",
    transform: {
      filter: { id: /\/graphiql\/dist\/style\.css$/ },
      handler(css) {
        const bare = css.replaceAll(/@font-face\s*\{[^}]*\}/g, "");
        if (bare === css) this.error("GraphiQL's stylesheet has no web fonts any more: remove this plugin.");
        return { code: bare, map: null };
      },
    },
  };
}

export default defineConfig(({ command, mode }) => {
  const entry = ENTRIES[mode];
  if (command === "build" && !entry) throw new Error(`--mode must be one of: ${Object.keys(ENTRIES).join(", ")}.`);
  return {
    base: "./",
    publicDir: false,
    plugins: [systemFonts()],
    resolve: {
      alias: { "react-remove-scroll": fileURLToPath(new URL("src/graphiql/RemoveScroll.tsx", import.meta.url)) },
    },
    build: {
      outDir: `../static/${mode}`,
      emptyOutDir: true,
      // Django's manifest storage renames every file by its hash; one script and one style sheet name no other file.
      cssCodeSplit: false,
      modulePreload: false,
      sourcemap: false,
      license: { fileName: "licenses.md" },
      chunkSizeWarningLimit: 1500,
      rolldownOptions: {
        ...(entry ? { input: { [mode]: entry } } : {}),
        output: { entryFileNames: "[name].js", assetFileNames: `${mode}[extname]`, codeSplitting: false },
        // React's packages mark every module for its server components; that means nothing in a page.
        onLog(level, log, report) {
          if (log.code !== "MODULE_LEVEL_DIRECTIVE") report(level, log);
        },
      },
    },
    test: { include: ["tests/**/*.test.ts"] },
  };
});
