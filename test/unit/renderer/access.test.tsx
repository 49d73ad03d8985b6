import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { ERROR_CODES, type ErrorCode } from '../../../shared/errors/error-code'
import { CasementError } from '../../../shared/errors/casement-error'
import { problemOf } from '../../../renderer/bridge/problem-of'
import { passphraseHelp } from '../../../renderer/features/access/passphrase-help'
import { reasonHelp } from '../../../renderer/features/reveal/reason-help'
import { renderApp } from './support/render-app'

const PASSPHRASE = 'kettle lantern orchard pebble'

describe('Getting in', () => {
  test('signing in opens the browser; a failure is said in words', async () => {
    const fake = renderApp((bridge) => { bridge.access = { ...bridge.access, phase: 'signed-out' }; bridge.failing.set('access.signIn', 'ACCESS_SIGN_IN_TIMED_OUT') })
    fireEvent.click(await screen.findByRole('button', { name: 'Sign in with your council account' }))
    await screen.findByText('The sign-in page was not completed in time.')
    expect(fake.requestsOf('access.signIn')).toHaveLength(1)
  })

  test('whoever has closed the page of the browser stops waiting, is told nothing they know, and begins again', async () => {
    let stop: (error: CasementError) => void = () => undefined
    const fake = renderApp((bridge) => { bridge.access = { ...bridge.access, phase: 'signed-out' }; bridge.held.set('access.signIn', new Promise<void>((_, reject) => { stop = reject })) })
    fireEvent.click(await screen.findByRole('button', { name: 'Sign in with your council account' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Stop waiting' }))
    await waitFor(() => expect(fake.requestsOf('access.stopSignIn')).toHaveLength(1))
    act(() => stop(new CasementError('ACCESS_SIGN_IN_STOPPED')))
    const button = await screen.findByRole('button', { name: 'Sign in with your council account' })
    expect(document.activeElement).toBe(button)
    expect(screen.queryByText(/stopped waiting/)).toBeNull()
    fake.held.delete('access.signIn')
    fireEvent.click(button)
    await waitFor(() => expect(fake.requestsOf('access.signIn')).toHaveLength(2))
  })

  test('the one thing to do on arrival has the keyboard', async () => {
    const fake = renderApp((bridge) => { bridge.access = { ...bridge.access, phase: 'signed-out' } })
    const signIn = await screen.findByRole('button', { name: 'Sign in with your council account' })
    expect(document.activeElement).toBe(signIn)
    act(() => { fake.access = { ...fake.access, phase: 'needs-enrolment' }; fake.emit('access:state-changed', fake.access) })
    const passphrase = await screen.findByLabelText('Passphrase')
    expect(document.activeElement).toBe(passphrase)
  })

  test('a weak passphrase is refused before it is sent; a strong one is sent once', async () => {
    const fake = renderApp((bridge) => { bridge.access = { ...bridge.access, phase: 'needs-enrolment', hasKeyStore: false } })
    await screen.findByText('This laptop has no system key store.')
    fireEvent.change(screen.getByLabelText('Passphrase'), { target: { value: 'kettle' } })
    fireEvent.click(screen.getByRole('button', { name: 'Enrol this laptop' }))
    await screen.findByText('There is a problem')
    expect(fake.requestsOf('access.enrol')).toEqual([])
    for (const label of ['Passphrase', 'Passphrase again']) fireEvent.change(screen.getByLabelText(label), { target: { value: PASSPHRASE } })
    fireEvent.click(screen.getByRole('button', { name: 'Enrol this laptop' }))
    await waitFor(() => expect(fake.requestsOf('access.enrol')).toEqual([{ passphrase: PASSPHRASE }]))
  })

  test('a wrong passphrase is said, the field is emptied, and a wait counts down', async () => {
    const fake = renderApp((bridge) => { bridge.access = { ...bridge.access, phase: 'locked' }; bridge.failing.set('access.unlock', 'ACCESS_PASSPHRASE_WRONG') })
    fireEvent.change(await screen.findByLabelText('Passphrase'), { target: { value: 'wrong' } })
    fireEvent.click(screen.getByRole('button', { name: 'Unlock' }))
    await screen.findByText(/Nothing has been erased/)
    expect(screen.getByLabelText<HTMLInputElement>('Passphrase').value).toBe('')
    act(() => { fake.access = { ...fake.access, waitUntil: new Date(Date.now() + 60_000).toISOString() }; fake.emit('access:state-changed', fake.access) })
    await screen.findByText(/You can try again in/)
    expect(screen.getByLabelText<HTMLInputElement>('Passphrase').disabled).toBe(true)
  })

  test('a store that could not start: what to do, another try that says when it failed, and the page behind it when it works', async () => {
    const fake = renderApp((bridge) => {
      bridge.access = { ...bridge.access, phase: 'locked' }
      for (const call of ['access.getState', 'access.startStore']) bridge.failing.set(call, 'STORE_NOT_STARTED')
    })
    await screen.findByRole('heading', { name: 'Casement could not start' })
    await screen.findByText('Nothing is lost.')
    const button = screen.getByRole('button', { name: 'Try again' })
    expect(document.activeElement).toBe(button)
    fireEvent.click(button)
    await screen.findByText(/^Tried at/)
    expect(fake.requestsOf('access.startStore')).toHaveLength(1)
    fake.failing.clear()
    fireEvent.click(button)
    await screen.findByRole('heading', { name: 'Unlock Casement' })
  })

  test('a store that stops again and again is said to, also where the page before was another', async () => {
    const fake = renderApp((bridge) => { bridge.access = { ...bridge.access, phase: 'signed-out' } })
    const signIn = await screen.findByRole('button', { name: 'Sign in with your council account' })
    for (const call of ['access.getState', 'access.signIn']) fake.failing.set(call, 'STORE_KEEPS_ENDING')
    fireEvent.click(signIn)
    await screen.findByRole('heading', { name: 'Casement keeps stopping' })
  })

  test('a forgotten passphrase is explained before anything happens', async () => {
    const fake = renderApp((bridge) => { bridge.access = { ...bridge.access, phase: 'locked' } })
    fireEvent.click(await screen.findByRole('button', { name: 'I have forgotten my passphrase' }))
    await screen.findByText('Nothing you wrote is lost.')
    fireEvent.click(screen.getByRole('button', { name: 'Start again' }))
    expect(fake.requestsOf('access.startAgain')).toEqual([])
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Yes, start again' }))
    await waitFor(() => expect(fake.requestsOf('access.startAgain')).toHaveLength(1))
  })

  test('before an idle lock the officer may stay', async () => {
    const fake = renderApp()
    await screen.findByRole('grid')
    act(() => fake.emit('access:lock-announced', { inSeconds: 30 }))
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Stay' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(fake.requestsOf('access.noteActivity').length).toBeGreaterThan(0)
  })
})

describe('Words', () => {
  test('every error code has words for what happened and for what to do', () => {
    for (const code of Object.keys(ERROR_CODES) as ErrorCode[]) {
      const problem = problemOf(new CasementError(code))
      expect(problem.means.length, code).toBeGreaterThan(10)
      expect(problem.action.length, code).toBeGreaterThan(5)
    }
    expect(problemOf(new Error('Sentinella at 1 Sentinel Row'))).toEqual({ code: 'INTERNAL', ...ERROR_CODES.INTERNAL, words: null })
  })

  test('passphrase help says what is missing', () => {
    expect(['', 'kettle', 'kettle lantern', 'password password password password', PASSPHRASE].map((text) => passphraseHelp(text).strength)).toEqual(['empty', 'weak', 'nearly', 'weak', 'strong'])
  })

  test('reason help refuses identifiers and filler, warns of names, and is content with reasons', () => {
    expect(['', 'rent', 'asdf asdf asdf asdf', 'Calling back on 01632 960123', 'Agreeing a plan with Mary Quill', 'Calling back about the eviction notice'].map((text) => reasonHelp(text).tone))
      .toEqual(['hint', 'hint', 'bad', 'bad', 'warn', 'good'])
  })
})
