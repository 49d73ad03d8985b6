import { buildConfigFile, NO_BUILD_CONFIG } from './build-config-plugin'

/**
 * The build configuration for electron-vite's command, and words about it. `dev` takes the demonstration's, where an `npm start` has made
 * one; a build is only ever made with one that somebody chose.
 */
export function configFor(
  command: string,
  env: Readonly<NodeJS.ProcessEnv>,
  demo: string | undefined,
): { file: string | null; words: string } {
  if ((env.CASEMENT_BUILD_CONFIG ?? '') !== '') {
    const file = buildConfigFile(env)
    return { file, words: `with the build configuration ${file}` }
  }
  if (command !== 'dev') return { file: null, words: NO_BUILD_CONFIG }
  if (demo !== undefined)
    return { file: demo, words: `with the demonstration's build configuration: keep its npm start running (${demo})` }
  return { file: null, words: `${NO_BUILD_CONFIG} When it has run once, npm run dev takes that one.` }
}
