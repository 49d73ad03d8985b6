import { describe, expect, test } from 'vitest'
import { readPackageArguments } from '../../../../build/package/package-arguments'
import { planPackage, type PackageFacts } from '../../../../build/package/package-plan'

const SHIPPED: PackageFacts = { runtime: { version: '45.4.1', fallback: false }, config: { production: true, debugSurface: false }, isTestAllowed: false }
const FALLBACK: PackageFacts = { ...SHIPPED, runtime: { version: '25.1.1', fallback: true }, config: { production: false, debugSurface: false } }

describe('the plan of a package', () => {
  test('Electron itself is packed for release, with the inspect fuse shut', () => {
    expect(planPackage(SHIPPED)).toEqual({ output: 'dist/release', isInspectOpen: false, isTestRuntime: false })
  })

  test('the debug surface of the configuration opens the inspect fuse, in a folder that says so', () => {
    expect(planPackage({ ...SHIPPED, config: { production: false, debugSurface: true } })).toEqual({ output: 'dist/release-debug-surface', isInspectOpen: true, isTestRuntime: false })
  })

  test('the test runtime is refused, with what to do instead', () => {
    const plan = planPackage(FALLBACK)
    expect(plan).toEqual({ refusal: expect.stringContaining('ALLOW_TEST_RUNTIME=1') })
    expect(plan).toEqual({ refusal: expect.stringContaining('npx install-electron') })
  })

  test('told that it is a test, the test runtime is packed under its own name', () => {
    expect(planPackage({ ...FALLBACK, isTestAllowed: true })).toEqual({ output: 'dist/test-runtime', isInspectOpen: false, isTestRuntime: true })
  })

  test('the test runtime never gets a production configuration, whatever was said', () => {
    expect(planPackage({ ...FALLBACK, config: { production: true, debugSurface: false }, isTestAllowed: true })).toEqual({ refusal: expect.stringContaining('never packed with a production configuration') })
  })
})

describe('the command line of npm run package', () => {
  test('takes --test or nothing', () => {
    expect(readPackageArguments([])).toEqual({ isTest: false })
    expect(readPackageArguments(['--test'])).toEqual({ isTest: true })
  })

  test.each([['--tset'], ['dist'], ['--test=yes']])('refuses %s', (argument) => {
    expect(readPackageArguments([argument])).toBeNull()
  })
})
