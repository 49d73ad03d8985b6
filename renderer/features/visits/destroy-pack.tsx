import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MyPack } from '../../../shared/ipc/visit-pack-contract'
import { casement } from '../../bridge/casement-client'
import { queryKeys } from '../../bridge/query-keys'
import { useSend } from '../../bridge/use-send'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { ProblemNotice } from '../../components/problem-notice'
import { isHere, packName, permitsWords, visitsWords } from './visit-words'

interface DestroyPackProps {
  readonly pack: MyPack
  /** The emergency permits that go with it; none for a pack that is itself of that kind. */
  readonly emergencies: MyPack | null
  /** It is gone from this laptop, and the screens know. */
  readonly onDestroyed: () => void
}

/** Destroys what is sealed of a pack at once, with or without signal, once the officer has read what that means. Nothing where nothing of it lies here. */
export function DestroyPack({ pack, emergencies, onDestroyed }: DestroyPackProps) {
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const { isBusy, problem, send, clear } = useSend()
  if (!isAsking && !isHere(pack) && (emergencies === null || !isHere(emergencies))) return null
  const close = () => { setAsking(false); clear() }
  const destroy = () => send(async () => {
    await casement.visitPack.destroy({ requestId: pack.requestId })
    setAsking(false)
    onDestroyed()
    await showWhatIsHere(client).catch(() => client.invalidateQueries({ queryKey: queryKeys.visitPacks }))
  })
  return (
    <>
      <Button kind="link" label={`Destroy ${packName(pack)} now`} onClick={() => setAsking(true)}>Destroy this pack now…</Button>
      <Dialog title="Destroy this pack now?" isOpen={isAsking} onClose={close} isBusy={isBusy} role="alertdialog">
        {isAsking ? <WhatHappens pack={pack} emergencies={emergencies} /> : null}
        {problem === null ? null : <ProblemNotice problem={problem}> <strong>Nothing was destroyed.</strong></ProblemNotice>}
        <div className="dialog__actions"><Button kind="warning" isBusy={isBusy} onClick={() => void destroy()}>{isBusy ? 'Destroying…' : 'Destroy the pack'}</Button><Button kind="link" isBusy={isBusy} onClick={close}>Keep it</Button></div>
      </Dialog>
    </>
  )
}

/** Which visits, what can no longer be done, what stays, and what the ledger is told. */
function WhatHappens({ pack, emergencies }: Pick<DestroyPackProps, 'pack' | 'emergencies'>) {
  const permits = [...pack.permits, ...(emergencies?.permits ?? [])]
  const opened = permits.filter(({ displays }) => displays > 0).length
  const stops = pack.items.filter(({ householdId }) => permits.some((permit) => permit.householdId === householdId))
  return (
    <>
      <p className="govuk-body">What is sealed for {visitsWords(stops.length)} is erased from this laptop at once, also without signal: {stops.map(({ householdId, reference }, at) => <span key={householdId}>{at === 0 ? '' : ', '}<span className="reference">{reference ?? 'no longer held'}</span></span>)}. Nothing brings it back.</p>
      <ul className="govuk-list govuk-list--bullet">
        <li>At the door {pack.pack === null ? 'these details can no longer be opened' : 'nothing can be opened for an emergency any more'}{emergencies === null ? '' : ', in an emergency either'}. The visits stay planned, and the duty desk can look for you.</li>
        <li>Outcomes, notes and contact details that you wrote stay on this laptop and are sent as soon as there is signal.</li>
        <li>The access ledger is told at the next sync what was never opened: {permitsWords(permits.length - opened)} of {permits.length}.</li>
      </ul>
    </>
  )
}

/** As it stands on this laptop now; what only the service knows (the account, when it was heard) stays as it was, and is asked for beside. */
async function showWhatIsHere(client: ReturnType<typeof useQueryClient>): Promise<void> {
  await client.cancelQueries({ queryKey: queryKeys.visitPacks }) // an answer that was asked for before would show it as it was
  const { packs } = await casement.visitPack.list({ refresh: false })
  type Packs = Awaited<ReturnType<typeof casement.visitPack.list>>
  for (const source of ['hub', 'laptop'] as const)
    client.setQueryData<Packs>(queryKeys.visitPacksOf(source), (before) => before === undefined ? before : { ...before, packs: packs.map((pack) => ({ ...pack, account: before.packs.find(({ requestId }) => requestId === pack.requestId)?.account ?? [] })) })
  void client.invalidateQueries({ queryKey: queryKeys.visitPacks })
}
