import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { repositoryRoot } from '../../../build/repository-root'
import { holdStage, isWanted, ownFolder, stageOnce, stageRepository } from '../../../build/stage'

vi.setConfig({ testTimeout: 60_000 })

let folder: string
let clone: string
let place: string
const children: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'casement-stage-'))
  clone = path.join(folder, 'clone')
  place = path.join(folder, 'place')
  write('service/start.ts', 'first')
  write('package-lock.json', '{}')
  write('node_modules/.package-lock.json', '{}')
  write('node_modules/tsx/index.js', 'tsx')
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(path.join(place, '.stage/holders', String(process.pid)), { force: true })
})

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(clone, file)), { recursive: true })
  writeFileSync(path.join(clone, file), text)
}
const modeOf = (file: string): number => statSync(file).mode & 0o777
const read = (file: string): string => readFileSync(file, 'utf8')
/** A mark that is lost when an entry is copied again. */
const mark = (file: string): void => writeFileSync(path.join(file, 'mark'), '')
const isMarked = (file: string): boolean => existsSync(path.join(file, 'mark'))

/** Another start or test run: a process of its own that takes a copy and keeps it until it ends. */
async function another(): Promise<{ copy: string; child: ChildProcess }> {
  const script = path.join(folder, 'another.mts')
  const module = path.join(repositoryRoot, 'build/stage.ts')
  writeFileSync(
    script,
    `import { stageRepository } from ${JSON.stringify(module)}
     process.send(stageRepository(${JSON.stringify(clone)}, ${JSON.stringify(place)}))
     process.on('message', () => undefined)`,
  )
  const child = fork(script, { cwd: repositoryRoot, execArgv: ['--import', 'tsx'] })
  children.push(child)
  const [copy] = (await once(child, 'message')) as [string]
  return { copy, child }
}

describe('a copy of the repository', () => {
  test('is open to others, and leaves the original as closed as it was', () => {
    chmodSync(path.join(clone, 'service/start.ts'), 0o600)
    chmodSync(path.join(clone, 'service'), 0o700)
    const copy = stageRepository(clone, place)
    expect([modeOf(path.join(copy, 'service')), modeOf(path.join(copy, 'service/start.ts'))]).toEqual([0o755, 0o644])
    expect([modeOf(path.join(clone, 'service')), modeOf(path.join(clone, 'service/start.ts'))]).toEqual([0o700, 0o600])
    writeFileSync(path.join(copy, 'service/start.ts'), 'second')
    expect(read(path.join(clone, 'service/start.ts'))).toBe('first')
  })

  test('takes along nothing private, and no build', () => {
    const entries = ['main', 'node_modules', '.git', '.casement', '.npmrc', '.env', '.env.local', 'test-results']
    expect([...entries, 'out-e2e', 'out-demo'].filter(isWanted)).toEqual(['main', 'node_modules'])
  })

  test('has fresh sources at a second start, while packages and the built app are those of the first', () => {
    write('service/gone.ts', '')
    write('gone/file.ts', '')
    const copy = stageRepository(clone, place)
    mkdirSync(path.join(copy, 'out-demo'))
    for (const kept of ['node_modules', 'out-demo', 'service']) mark(path.join(copy, kept))
    rmSync(path.join(clone, 'service/gone.ts'))
    rmSync(path.join(clone, 'gone'), { recursive: true })
    write('service/start.ts', 'second')
    expect(stageRepository(clone, place)).toBe(copy)
    expect(read(path.join(copy, 'service/start.ts'))).toBe('second')
    expect([existsSync(path.join(copy, 'service/gone.ts')), existsSync(path.join(copy, 'gone'))]).toEqual([
      false,
      false,
    ])
    expect(['node_modules', 'out-demo', 'service'].map((kept) => isMarked(path.join(copy, kept)))).toEqual([
      true,
      true,
      false,
    ])
  })

  test.each([
    ['the lock file', () => write('package-lock.json', '{ }')],
    ['an installation', () => utimesSync(path.join(clone, 'node_modules/.package-lock.json'), 1, 1)],
    ['a downloaded Electron', () => write('node_modules/electron/dist/version', '45.4.1')],
  ])('has its packages copied again after a change of %s', (_, change) => {
    const copy = stageRepository(clone, place)
    mark(path.join(copy, 'node_modules'))
    change()
    stageRepository(clone, place)
    expect(isMarked(path.join(copy, 'node_modules'))).toBe(false)
  })

  test('has its packages copied again when the copying broke off', () => {
    const copy = stageRepository(clone, place)
    rmSync(path.join(copy, '.stage/node_modules.stamp'))
    mark(path.join(copy, 'node_modules'))
    stageRepository(clone, place)
    expect(isMarked(path.join(copy, 'node_modules'))).toBe(false)
  })

  test('is never touched while another process runs from it: there is a second one beside it', async () => {
    const first = await another()
    expect(first.copy).toBe(place)
    mark(path.join(first.copy, 'service'))
    const second = stageRepository(clone, place)
    expect(second).toBe(`${place}-2`)
    expect(isMarked(path.join(first.copy, 'service'))).toBe(true)
    expect(read(path.join(second, 'service/start.ts'))).toBe('first')
    rmSync(path.join(second, '.stage/holders', String(process.pid)))
  })

  test("is nobody else's when several take one at the same moment", async () => {
    const copies = await Promise.all([another(), another(), another()])
    expect(new Set(copies.map(({ copy }) => copy)).size).toBe(3)
  })

  test('is free again when the process that held it is gone, however it ended', async () => {
    const { child, copy } = await another()
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(stageRepository(clone, place)).toBe(copy)
  })

  test('is held by a process that runs in it, too, when the one that made it was killed', async () => {
    const { child, copy } = await another()
    holdStage(copy)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect((await another()).copy).toBe(`${place}-2`)
  })
})

describe('a copy of a runtime', () => {
  test('is made once, and again for another version; the first stays for those who run it', () => {
    const runtime = path.join(folder, 'runtime')
    mkdirSync(runtime)
    const version = path.join(runtime, 'version')
    writeFileSync(version, '1')
    chmodSync(runtime, 0o700)
    const first = stageOnce(runtime, place, [version])
    expect([modeOf(first), read(path.join(first, 'version'))]).toEqual([0o755, '1'])
    mark(first)
    expect(isMarked(stageOnce(runtime, place, [version]))).toBe(true)
    writeFileSync(version, '22')
    const second = stageOnce(runtime, place, [version])
    expect([read(path.join(first, 'version')), read(path.join(second, 'version'))]).toEqual(['1', '22'])
  })
})

describe('a folder under a name that others could guess', () => {
  test('is never one, or a link, that somebody laid in the way', () => {
    const target = path.join(folder, 'target')
    mkdirSync(target)
    const link = path.join(folder, 'link')
    symlinkSync(target, link)
    expect(() => ownFolder(link)).toThrow(/was not made by this account/)
    const open = path.join(folder, 'open')
    mkdirSync(open)
    chmodSync(open, 0o777)
    expect(() => ownFolder(open)).toThrow(/was not made by this account/)
    expect(readdirSync(target)).toEqual([])
    ownFolder(target)
  })
})
