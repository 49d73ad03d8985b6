import { describe, expect, it } from 'vitest'
import { main } from '../../../service/keys/cli'
import { readArguments, USAGE } from '../../../service/keys/read-arguments'

describe('npm run keys', () => {
  it.each([
    [['rotate', 'vault-seal', '--folder', 'a', '--root', 'b'], { command: 'rotate', use: 'vault-seal', folder: 'a', rootFile: 'b' }],
    [['show', '--folder', 'a'], { command: 'show', folder: 'a', rootFile: null }],
    [['rewrap'], { command: 'rewrap' }],
    [['rotate', '--help'], { command: 'help' }],
  ])('takes %j', (argv, command) => expect(readArguments(argv)).toEqual(command))

  it.each([
    [[]], [['rotate']], [['rotate', 'controller-root', '--folder', 'a', '--root', 'b']], [['rotate', 'matching', '--folder', 'a', '--root', 'b']], [['rotate', 'hub-grant', '--folder', 'a']], [['rotate', 'hub-grant', '--root', 'a']],
    [['rotate', 'hub-grant', 'hub-seal', '--folder', 'a', '--root', 'b']], [['show']], [['show', 'hub-grant', '--folder', 'a']], [['rewrap', '--folder', 'a']], [['rewrap', 'now']], [['rotate', '--force']],
  ])('does nothing with %j, says how it is used and repeats nothing of it', async (argv) => {
    const words: string[] = []
    const code = await main(argv, { env: {}, out: (text) => words.push(text), err: (text) => words.push(text) })
    expect(code).toBe(2)
    expect(words.join('')).toContain(USAGE)
    expect(words.join('')).not.toContain('--force')
  })
})
