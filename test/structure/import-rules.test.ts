import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { RULES, violations } from './import-rules'
import { sourceFiles } from './source-files'

const root = path.resolve(import.meta.dirname, '../..')

/** One bad import for every rule, and its nearest innocent relative. */
const PLANTED: Readonly<Record<string, { bad: [file: string, source: string]; good: [file: string, source: string] }>> =
  {
    'electron-at-the-edge': {
      bad: ['main/keys/key-vault.ts', `import { safeStorage } from 'electron'`],
      good: ['main/app/main-window.ts', `import { BrowserWindow } from 'electron'`],
    },
    'one-folder-opens-databases': {
      bad: ['main/store/repositories/a.ts', `import type { Database } from '@signalapp/sqlcipher'`],
      good: ['main/store/process/open.ts', `import { Database } from '@signalapp/sqlcipher'`],
    },
    'hub-and-vault-apart': {
      bad: ['service/hub/routes/a.ts', `export { b } from '../../vault/b'`],
      good: ['service/hub/routes/a.ts', `export { b } from '../../plugins/b'`],
    },
    'service-one-direction': {
      bad: ['service/hub/repositories/a.ts', `import { b } from '../domain/b'`],
      good: ['service/hub/repositories/a.ts', `import type { B } from '../domain/b'`],
    },
    'plugins-serve-both': {
      bad: ['service/plugins/a.ts', `import '../vault/b'`],
      good: ['service/plugins/a.ts', `import '../../shared/api/b'`],
    },
    'renderer-sees-shared-only': {
      bad: ['renderer/bridge/a.ts', `import { readFile } from 'fs/promises'`],
      good: ['renderer/bridge/a.ts', `import { b } from '../../shared/ipc/b'`],
    },
    'gate-is-light': {
      bad: ['renderer/features/access/a.tsx', `import { casement } from '../../bridge/casement-client'`],
      good: ['renderer/features/access/a.tsx', `import { gate } from '../../bridge/gate-client'`],
    },
    'shared-stands-alone': {
      bad: ['shared/model/a.ts', `import { sha256 } from '@noble/hashes/sha2.js'`],
      good: ['shared/ledger/a.ts', `import { sha256 } from '@noble/hashes/sha2.js'`],
    },
    'preload-is-a-bridge': {
      bad: ['preload/index.ts', `import path from 'node:path'`],
      good: ['preload/index.ts', `import { contextBridge } from 'electron'`],
    },
    'domain-is-pure': {
      bad: ['main/domain/a.ts', `import { open } from '../store/store-client'`],
      good: ['main/domain/a.ts', `import type { Store } from '../store/store-interface'`],
    },
    'no-import-against-the-arrow': {
      bad: ['main/sync/a.ts', `const b = import('../ipc/b')`],
      good: ['main/ipc/a.ts', `const b = import('../sync/b')`],
    },
    'main-stays-in-main': {
      bad: ['main/sync/a.ts', `import { app } from '../../service/hub/app'`],
      good: ['main/sync/a.ts', `import { app } from '../../shared/api/hub-api'`],
    },
    'service-stays-in-service': {
      bad: ['service/hub/a.ts', `import { contract } from '../../shared/ipc/contract'`],
      good: ['service/demo/a.ts', `import { runElectron } from '../../build/run-electron'`],
    },
    'demonstration-comes-last': {
      bad: ['service/controller/a.ts', `import { b } from '../demo/b'`],
      good: ['service/demo/a.ts', `import { b } from '../controller/b'`],
    },
    'features-apart': {
      bad: ['renderer/features/reveal/a.tsx', `import { B } from '../worklist/b'`],
      good: ['renderer/features/reveal/a.tsx', `import { B } from './b'`],
    },
    'components-below-features': {
      bad: ['renderer/components/a.tsx', `import { B } from '../features/worklist/b'`],
      good: ['renderer/features/worklist/a.tsx', `import { B } from '../../components/b'`],
    },
    'nothing-imports-tests': {
      bad: ['main/domain/a.ts', `import { aHousehold } from '../../test/support/household-factory'`],
      good: ['test/unit/a.test.ts', `import { aHousehold } from '../support/household-factory'`],
    },
  }

describe('import rules', () => {
  test('the repository keeps every rule', () => {
    const found = sourceFiles(root).flatMap(({ file, source }) => violations(file, source))
    expect(found.map(({ text }) => text)).toEqual([])
  })

  test.each(RULES.map(({ name }) => name))(
    'a planted break of %s is reported, its innocent relative is not',
    (name) => {
      const planted = PLANTED[name]
      expect(planted, `plant a bad import for ${name}`).toBeDefined()
      if (!planted) return
      expect(violations(...planted.bad).map(({ rule }) => rule)).toContain(name)
      expect(violations(...planted.good)).toEqual([])
    },
  )
})
