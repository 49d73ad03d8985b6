import path from 'node:path'
import { _electron } from '@playwright/test'
import { electronLaunch } from '../../build/electron-launch'
import { expect, test } from '../support/casement-test'
import { newProfile } from '../support/profile'
import { packages } from './packages'

test('the variant for tests can be driven, runs from its archive, and is the same app', async () => {
  const folder = packages().test
  const { args, ...launch } = electronLaunch([], newProfile('officer').env)
  const app = await _electron.launch({ ...launch, executablePath: path.join(folder, 'casement'), args: args.slice(1) })
  try {
    const page = await app.firstWindow()
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    expect(page.url()).toBe('casement-app://app/index.html')
    const facts = await app.evaluate(({ app: electron }) => ({ isPackaged: electron.isPackaged, path: electron.getAppPath(), name: electron.getName() }))
    expect(facts).toEqual({ isPackaged: true, path: path.join(folder, 'resources/app.asar'), name: 'Casement' })
  } finally {
    await app.close()
  }
})
