// Real key presses from outside the app, as a person at the window would make them.
import { spawn } from 'node:child_process'

export interface Keyboard {
  /** Waits until a window in sight has one of these titles' beginnings, gives it the keyboard, and answers which it is. */
  waitForScreen<Title extends string>(titles: readonly Title[]): Promise<Title>
  /** Presses and lets go of keys by their X names, one after the other. */
  press(...keys: readonly string[]): Promise<void>
  /** Types text into what has the keyboard. */
  type(text: string): Promise<void>
}

export interface KeyboardOptions {
  /** With the DISPLAY to press keys on. */
  readonly env: NodeJS.ProcessEnv
  /** The account that draws there, if it is not ours. */
  readonly identity: Readonly<{ uid?: number; gid?: number }>
  /** Ends whatever waits. */
  readonly signal: AbortSignal
}

const PROGRAM = 'xdotool'

/** A keyboard by way of xdotool (Debian package of that name). Every call throws when xdotool fails or the signal comes. */
export function openKeyboard(options: KeyboardOptions): Keyboard {
  const waitForScreen = async <Title extends string>(titles: readonly Title[]): Promise<Title> => {
    const window = await xdotool(options, ['search', '--sync', '--onlyvisible', '--limit', '1', '--name', `^(${titles.join('|')})`])
    await xdotool(options, ['windowfocus', '--sync', window])
    const title = await xdotool(options, ['getwindowname', window])
    // None of them: it went on to its next screen while we looked.
    return titles.find((one) => title.startsWith(one)) ?? waitForScreen(titles)
  }
  return {
    waitForScreen,
    press: async (...keys) => {
      await xdotool(options, ['key', '--clearmodifiers', ...keys])
    },
    type: async (text) => {
      // By standard input: a command line is seen by everybody on the machine.
      await xdotool(options, ['type', '--clearmodifiers', '--file', '-'], text)
    },
  }
}

function xdotool({ env, identity, signal }: KeyboardOptions, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(PROGRAM, args, { ...identity, env, signal, cwd: '/', stdio: ['pipe', 'pipe', 'ignore'] })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (data: string) => {
      said += data
    })
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve(said.trim()) : reject(new Error(`${PROGRAM} ${args[0] ?? ''} failed`))))
    child.stdin.on('error', () => undefined) // it may end before it has read anything
    child.stdin.end(input)
  })
}
