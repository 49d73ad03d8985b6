import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { assetPath, createAssetHandler } from '../../../main/app/asset-protocol'
import { findDebugSwitches } from '../../../main/app/debug-switches'
import { isSignInUrl } from '../../../main/app/external-links'
import { CONTENT_SECURITY_POLICY, isBlockedKey, isOwnUrl, webPreferences } from '../../../main/app/web-security'
import { isTrustedSender } from '../../../main/ipc/trusted-senders'

const ROOT = path.resolve('/srv/renderer')

describe('own pages', () => {
  it('are told by parsed origin, not by how the text begins', () => {
    for (const url of ['casement-app://app/index.html', 'casement-app://app/#/find']) expect(isOwnUrl(url)).toBe(true)
    for (const url of [
      'casement-app://app.evil/index.html',
      'casement-app://evil/app',
      'casement-app://user@app/',
      'casement-app://app:81/',
      'https://app/',
      'file:///etc/passwd',
      'javascript:1',
      'data:text/html,x',
      'about:blank',
      '',
      'casement-app:',
      7,
      null,
      undefined,
    ])
      expect(isOwnUrl(url)).toBe(false)
  })

  it('are files of the renderer only, whatever the path says', () => {
    expect(assetPath(ROOT, 'casement-app://app/assets/main.js')).toBe(path.join(ROOT, 'assets/main.js'))
    expect(assetPath(ROOT, 'casement-app://app/')).toBe(path.join(ROOT, 'index.html'))
    const hostile = [
      '..',
      '%2e%2e',
      '..%2f',
      '%2e%2e%2f',
      '..%5c',
      '..\\',
      '%252e%252e',
      '....//',
      '%c0%ae%c0%ae',
      '.%00.',
    ].flatMap((up) =>
      ['/x.js', '/../x.js', '/../../etc/passwd', '/main/index.cjs', '//etc/passwd.js'].map(
        (rest) => `casement-app://app/${up}/${up}${rest}`,
      ),
    )
    expect(hostile).toHaveLength(50)
    for (const url of hostile) {
      const file = assetPath(ROOT, url)
      expect(file === null || file.startsWith(ROOT + path.sep)).toBe(true)
    }
    for (const url of [
      'casement-app://app/index.cjs',
      'casement-app://app/%00.js',
      'casement-app://app/%zz',
      'https://app/index.html',
    ])
      expect(assetPath(ROOT, url)).toBeNull()
  })

  it('carry the policy on every answer, also on a refusal', async () => {
    const handle = createAssetHandler(ROOT)
    for (const request of [
      { url: 'casement-app://app/none.js', method: 'GET' },
      { url: 'casement-app://app/', method: 'POST' },
    ]) {
      const response = await handle(request)
      expect(response.status).toBe(404)
      expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY)
    }
    expect(CONTENT_SECURITY_POLICY).toMatch(
      /default-src 'none'.*connect-src 'none'.*require-trusted-types-for 'script'/,
    )
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*|https?:/)
  })
})

describe('the window', () => {
  it('has every option of the checklist', () => {
    expect(webPreferences('/p')).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    })
    expect(webPreferences('/p').partition).not.toMatch(/^persist:/)
    expect(webPreferences('/p').enableBlinkFeatures).toBeUndefined()
  })

  it('blocks the keys of reload, tools, print, save and source, and no others', () => {
    const key = (name: string, control = false, shift = false) =>
      isBlockedKey({ key: name, control, shift, meta: false })
    for (const name of ['r', 'P', 's', 'u']) expect(key(name, true)).toBe(true)
    expect([key('F5'), key('F12'), key('I', true, true)]).toEqual([true, true, true])
    expect([key('c', true), key('v', true), key('r'), key('Enter'), key('a', true)]).toEqual([
      false,
      false,
      false,
      false,
      false,
    ])
  })

  it('is heard only from its top frame and exact origin', () => {
    const frame = (url: string, parent: unknown = null) => ({
      senderFrame: { url, parent, routingId: 1, processId: 1 },
    })
    expect(isTrustedSender(frame('casement-app://app/index.html'))).toBe(true)
    expect(isTrustedSender(frame('casement-app://app/index.html', {}))).toBe(false)
    expect(isTrustedSender(frame('https://app/'))).toBe(false)
    expect(isTrustedSender({ senderFrame: null })).toBe(false)
  })
})

describe('what comes from outside', () => {
  it('is refused when it opens the app to a debugger or takes a protection away', () => {
    const switches = [
      'remote-debugging-port=1',
      'remote-debugging-pipe',
      'remote-debugging-address=0.0.0.0',
      'inspect',
      'inspect=0',
      'inspect-brk',
      'js-flags=--x',
      'no-sandbox',
      'disable-web-security',
      'ignore-certificate-errors',
      'host-rules=x',
      'host-resolver-rules=x',
      'proxy-server=x',
      'load-extension=x',
      'log-net-log=x',
      'ssl-key-log-file=x',
    ]
    for (const name of switches)
      for (const dashes of ['--', '-']) expect(findDebugSwitches(['x', dashes + name], {}, 'linux')).toHaveLength(1)
    expect(findDebugSwitches(['--INSPECT'], {}, 'linux')).toEqual(['--inspect'])
    expect(findDebugSwitches(['/inspect'], {}, 'win32')).toEqual(['--inspect'])
    for (const name of ['SSLKEYLOGFILE', 'NODE_OPTIONS', 'ELECTRON_RUN_AS_NODE'])
      expect(findDebugSwitches([], { [name]: 'x' })).toEqual([name])
  })

  it('is taken when it is harmless', () => {
    expect(
      findDebugSwitches(
        ['--password-store=gnome-libsecret', '/opt/casement', 'casement://open/x', '--', '-x'],
        { NODE_OPTIONS: '' },
        'linux',
      ),
    ).toEqual([])
  })

  it('opens the issuer in the browser and nothing else', () => {
    const issuer = 'https://sign-in.example'
    expect(isSignInUrl('https://sign-in.example/authorize?x=1', issuer)).toBe(true)
    for (const url of [
      'https://sign-in.example.evil/',
      'https://evil/?https://sign-in.example',
      'https://sign-in.example@evil/',
      'https://a@sign-in.example/',
      'http://sign-in.example/',
      'file:///etc/passwd',
      'smb://sign-in.example/x',
      'ms-settings:',
      'javascript:alert(1)',
      '',
      'sign-in.example',
    ])
      expect(isSignInUrl(url, issuer)).toBe(false)
  })
})
