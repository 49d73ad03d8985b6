import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import type { MyRequest } from '../../../shared/ipc/request-contract'
import type { HouseholdRecord } from '../../../shared/model/household'
import { useQueuedNeeds } from '../../bridge/use-queued-needs'
import { useRequests } from '../../bridge/use-requests'
import { askedFirst } from '../../components/asked-first'
import { Dialog } from '../../components/dialog'
import { useKeySettings } from '../../components/key-settings'
import { useHotkeys } from '../../components/use-hotkeys'
import { ApprovedForm } from './approved-form'
import { QueuedNotice } from './queued-notice'
import { ApprovedNotice } from './approved-notice'
import { RevealForm } from './reveal-form'
import type { RevealForm as Form } from './reveal-form-state'
import { RevealPanel } from './reveal-panel'
import { useWindowReveal } from './reveal-provider'

interface HouseholdRevealProps {
  readonly household: HouseholdRecord
  /** The member whom Find found, if that is how the officer came here. */
  readonly callerId?: string | null
  /** The approved request that the officer came here to open; null: came for something else. */
  readonly approvedId?: string | null
  /** `isShown`: details of somebody of this household stand on the screen at this moment. */
  readonly children: (ask: (persons: Form['persons']) => void, panel: ReactNode, isShown: boolean) => ReactNode
}

/** Gives a household page its way to ask for a reveal and the place where details appear. */
export function HouseholdReveal({ household, callerId = null, approvedId = null, children }: HouseholdRevealProps) {
  const reveal = useWindowReveal()
  const [asked, setAsked] = useState<Form['persons'] | null>(null)
  const queued = useQueuedNeeds().find((need) => need.householdId === household.householdId) ?? null
  const [isGoingOn, setGoingOn] = useState(false)
  const requests = (useRequests().data?.requests ?? []).filter((request) => request.householdId === household.householdId)
  // Kept as it was when the dialog opened: after a lost answer it is *opened* for the hub, and may still be asked for again.
  const [opening, setOpening] = useState<MyRequest | null>(null)
  const wanted = requests.find(({ requestId, state }) => requestId === approvedId && state === 'approved') ?? null
  const wasWanted = useRef(false)
  useEffect(() => {
    if (wanted === null || wasWanted.current) return
    wasWanted.current = true
    setOpening(wanted)
  }, [wanted])
  const { areSingleKeysOn } = useKeySettings()
  const { at } = reveal.state
  const isMine = reveal.held === null || reveal.held.granted.persons.some((id) => household.members.some(({ personId }) => personId === id))
  const { remask, forget } = reveal
  useEffect(() => () => remask('left'), [remask])

  // The same one for as long as the page is open: what is drawn once stays while a showing counts down.
  const ask = useCallback((persons: Form['persons'], goesOn = false) => {
    forget()
    setGoingOn(goesOn)
    setAsked(persons)
  }, [forget])
  /** Cancelled while it is asked: the answer shows nothing any more, and closes no dialog that was opened since. */
  const giveUp = (close: (nothing: null) => void) => {
    if (at.phase === 'asking') remask('left')
    close(null)
  }
  useHotkeys(
    {
      r: () => { if (at.phase === 'masked' && isMine) void reveal.showAgain(); else ask(askedFirst(household, callerId)) },
      m: () => remask(),
    },
    areSingleKeysOn,
  )

  return (
    <>
      {children(ask, (
        <>
          {queued === null ? null : <QueuedNotice need={queued} onGoOn={() => ask(queued.persons, true)} />}
          <ApprovedNotice requests={requests} onOpen={(request) => { forget(); setOpening(request) }} />
          {isMine ? <RevealPanel reveal={reveal} household={household} onStateAgain={() => ask(askedFirst(household, callerId))} /> : null}
        </>
      ), isMine && at.phase === 'shown')}
      <Dialog title={`Open approved details of ${household.reference}`} size="l" tone="reveal" isOpen={opening !== null} onClose={() => giveUp(setOpening)}>
        {opening === null ? null : <ApprovedForm approved={opening} reveal={reveal} onGranted={() => setOpening(null)} onCancel={() => giveUp(setOpening)} />}
      </Dialog>
      <Dialog title={`Reveal details of ${household.reference}`} size="l" tone="reveal" isOpen={asked !== null} onClose={() => giveUp(setAsked)}>
        {asked === null ? null : <RevealForm household={household} persons={asked} callerId={callerId} queued={isGoingOn ? queued : null} reveal={reveal} onGranted={() => setAsked(null)} onCancel={() => giveUp(setAsked)} />}
      </Dialog>
    </>
  )
}
