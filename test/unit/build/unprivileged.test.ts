import { describe, expect, test } from 'vitest'
import { rebase } from '../../../build/reachable'
import { accountInPasswd, environmentFor } from '../../../build/unprivileged'

const account = { name: 'casement-run', uid: 999, gid: 998, home: '/home/casement-run' }

describe('the unprivileged account', () => {
  test('is read from the password file', () => {
    const passwd = 'root:x:0:0:root:/root:/bin/bash\ncasement-run:x:999:998::/home/casement-run:/bin/sh\n'
    expect(accountInPasswd(passwd, 'casement-run')).toEqual(account)
    expect(accountInPasswd(passwd, 'casement')).toBeUndefined()
  })

  test("gets its own home and nothing of root's session", () => {
    const env = { PATH: '/bin', HOME: '/root', XDG_RUNTIME_DIR: '/run/user/0', DBUS_SESSION_BUS_ADDRESS: 'unix:x' }
    expect(environmentFor(account, env)).toEqual({
      PATH: '/bin',
      HOME: '/home/casement-run',
      USER: 'casement-run',
      LOGNAME: 'casement-run',
    })
  })

  test('a place in the clone is found again in its reachable copy; others stay', () => {
    expect(rebase('/root/clone/out', '/root/clone', '/var/tmp/copy')).toBe('/var/tmp/copy/out')
    expect(rebase('/opt/electron', '/root/clone', '/var/tmp/copy')).toBe('/opt/electron')
  })
})
