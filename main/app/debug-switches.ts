/** Command-line switches that open the app to a debugger or take a protection away (threat model, "Debug surface"). No fuse covers the Chromium ones. */
const REFUSED_SWITCHES: ReadonlyArray<string> = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-publish-uid',
  'inspect-brk-node',
  'js-flags',
  'no-sandbox',
  'disable-web-security',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'host-rules',
  'host-resolver-rules',
  'proxy-server',
  'proxy-pac-url',
  'load-extension',
  'log-net-log',
  'net-log-capture-mode',
  'ssl-key-log-file',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
]
const REFUSED_ENVIRONMENT: ReadonlyArray<string> = ['SSLKEYLOGFILE', 'NODE_OPTIONS', 'ELECTRON_RUN_AS_NODE']

/**
 * The debugging switches and variables that this process was started with, as names (never their values).
 * @param argv without the executable
 */
export function findDebugSwitches(
  argv: ReadonlyArray<string>,
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): string[] {
  // Windows takes /switch too; elsewhere that is a path.
  const form = platform === 'win32' ? /^(?:--?|\/)([a-zA-Z][a-zA-Z-]*)/ : /^--?([a-zA-Z][a-zA-Z-]*)/
  const switches = argv
    .map((argument) => form.exec(argument)?.[1]?.toLowerCase())
    .filter(
      (name): name is string => name !== undefined && (REFUSED_SWITCHES.includes(name) || name.startsWith('inspect')),
    )
    .map((name) => `--${name}`)
  const variables = REFUSED_ENVIRONMENT.filter((name) => (env[name] ?? '') !== '')
  return [...new Set([...switches, ...variables])]
}
