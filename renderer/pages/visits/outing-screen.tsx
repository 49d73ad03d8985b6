import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { MyPack, PermitView } from '../../../shared/ipc/visit-pack-contract'
import { linkedCases } from '../../../shared/model/linked-case'
import { DETAIL_KINDS } from '../../../shared/model/new-details'
import { PERMIT_PARTS, type PermitPart } from '../../../shared/model/visit-pack'
import { casement } from '../../bridge/casement-client'
import { problemOf, type ShownProblem } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { useColleagues } from '../../bridge/use-colleagues'
import { useDraft } from '../../bridge/use-draft'
import { useVisitPacks } from '../../bridge/use-visit-packs'
import { Button } from '../../components/button'
import { formatTime } from '../../components/dates'
import { useKeySettings } from '../../components/key-settings'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { ProgressBar } from '../../components/progress-bar'
import { groupWords, peopleWords, waitWords } from '../../components/request-words'
import { SummaryList } from '../../components/summary-list'
import { Tag } from '../../components/tag'
import { useHotkeys } from '../../components/use-hotkeys'
import { useNow, useToday } from '../../components/use-now'
import { usePageTitle } from '../../components/use-page-title'
import { ContactForm } from '../../features/household/contact-form'
import { contactDraftKey } from '../../../shared/model/draft-keys'
import { parseContactDraft } from '../../features/household/contact-form-state'
import { MaskedCard } from '../../features/household/masked-card'
import { NewDetailsForm } from '../../features/household/new-details-form'
import { Warnings } from '../../features/household/warnings'
import { RevealPanel } from '../../features/reveal/reveal-panel'
import { useWindowReveal } from '../../features/reveal/reveal-provider'
import { EmergencyAtDoor } from '../../features/visits/emergency-at-door'
import { ClockNotice } from '../../features/visits/clock-notice'
import { DestroyPack } from '../../features/visits/destroy-pack'
import { outingWords, packEnds, permitWords, stopWords, visitsWords } from '../../features/visits/visit-words'

interface OutingProps {
  readonly requestId: string
  readonly onVisits: () => void
  readonly onHousehold: (householdId: string) => void
}

/** The outing of one pack, stop by stop: everything on it works without signal. */
export function OutingScreen({ requestId, onVisits, onHousehold }: OutingProps) {
  usePageTitle('Today’s visits')
  const query = useVisitPacks()
  const pack = query.data?.packs.find((each) => each.requestId === requestId)
  if (pack === undefined) {
    return (
      <div className="page">
        <Button kind="link" onClick={onVisits}>‹ Visits</Button>
        {query.error === null ? <p className="govuk-body" role="status">{query.data === undefined ? 'Opening…' : 'This pack is not known on this laptop any more.'}</p> : <ProblemNotice problem={problemOf(query.error)} />}
      </div>
    )
  }
  const emergencies = query.data?.packs.find((each) => each.pack === requestId && each.state === 'approved') ?? null
  return <Outing pack={pack} emergencies={emergencies} isClockBehind={query.data?.isClockBehind ?? false} onVisits={onVisits} onHousehold={onHousehold} />
}

function Outing({ pack, emergencies, isClockBehind, onVisits, onHousehold }: Omit<OutingProps, 'requestId'> & { readonly pack: MyPack; readonly emergencies: MyPack | null; readonly isClockBehind: boolean }) {
  const client = useQueryClient()
  const now = useNow(30_000)
  const { items, outing, permits } = pack
  const [at, setAt] = useState(() => Math.max(0, items.findIndex(({ step, standing }) => step === null && standing !== 'left-out')))
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const item = items[Math.min(at, items.length - 1)]
  const done = items.filter(({ step }) => step !== null).length
  const reveal = useWindowReveal()
  /** What of it stands on the screen goes too. */
  const drop = () => {
    reveal.close()
    requestAnimationFrame(() => requestAnimationFrame(() => heading.current?.focus()))
  }
  const go = (next: number) => {
    setAt((next + items.length) % items.length)
    requestAnimationFrame(() => heading.current?.focus())
  }
  const setStep = async (householdId: MyPack['items'][number]['householdId'], step: 'done' | 'skipped' | null) => {
    setProblem(null)
    try {
      await casement.contactList.setStep({ requestId: pack.requestId, householdId, step, skipReason: step === 'skipped' ? 'not-now' : null })
      await client.invalidateQueries({ queryKey: queryKeys.visitPacks })
      if (step !== null && at < items.length - 1) go(at + 1)
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  const { areSingleKeysOn } = useKeySettings()
  useHotkeys({ n: () => go(at + 1), p: () => go(at - 1) }, areSingleKeysOn)
  const ends = packEnds(pack)
  return (
    <div className="work">
      <header className="work__head">
        <Button kind="link" onClick={onVisits}>‹ Visits</Button>
        <h1 className="govuk-heading-m" ref={heading} tabIndex={-1}>Visits: {outingWords(outing)}</h1>
        <p className="work__count" role="status">Stop {at + 1} of {items.length}</p>
        <p className="as-at">{done} of {visitsWords(items.length)} done</p>
 <span className="work__until"><DestroyPack pack={pack} emergencies={emergencies} onDestroyed={drop} /></span>
        {pack.destroyedAt === null ? null : <p role="status"><strong>You destroyed this pack at {formatTime(pack.destroyedAt)}: nothing of it opens any more.</strong> Outcomes can be recorded as before.</p>}
        <p className="as-at">{pack.destroyedAt !== null ? '' : pack.state === 'approved' ? `Destroyed at ${formatTime(ends)} (in ${waitWords(Date.parse(ends) - now)})` : 'This outing is over: nothing of it opens any more'}</p>
      </header>
      <ProgressBar label="Visits done" done={done} total={items.length} />
      {isClockBehind ? <ClockNotice /> : null}
      {problem === null ? null : <ProblemNotice problem={problem} />}
      <div className="work__columns">
        <ol className="work__rail" aria-label="Stops of this outing">
          {items.map((stop, index) => {
            const { words, tone } = stopWords(stop, permits.filter(({ householdId }) => householdId === stop.householdId))
            return (
              <li key={stop.householdId}>
                <button type="button" className={index === at ? 'work__home work__home--here' : 'work__home'} aria-current={index === at ? 'step' : undefined} onClick={() => go(index)}>
                  <span className="work__nth">{index + 1}</span><span className="reference">{stop.reference ?? 'No longer held'}</span><Tag tone={tone}>{words}</Tag>
                </button>
              </li>
            )
          })}
        </ol>
        {item === undefined ? null : (
          <Stop
            key={item.householdId} pack={pack} emergencies={emergencies} item={item} permits={permits.filter(({ householdId }) => householdId === item.householdId)} onHousehold={onHousehold}
            onStep={(step) => void setStep(item.householdId, step)} onMove={(by) => go(at + by)}
          />
        )}
      </div>
    </div>
  )
}

interface StopProps {
  readonly pack: MyPack
  /** The emergency permits that go with it; null where there are none. */
  readonly emergencies: MyPack | null
  readonly item: MyPack['items'][number]
  readonly permits: ReadonlyArray<PermitView>
  readonly onHousehold: (householdId: string) => void
  readonly onStep: (step: 'done' | 'skipped' | null) => void
  readonly onMove: (by: 1 | -1) => void
}

const OPEN_WORDS: Readonly<Record<PermitPart, string>> = { travel: 'Show the address', door: 'I am at the door: show details', emergency: 'Emergency access' }

/** One stop: what must be known before knocking, the permits that open here, the outcome. Details are dropped when it is left. */
function Stop({ pack, emergencies, item, permits, onHousehold, onStep, onMove }: StopProps) {
  const client = useQueryClient()
  const today = useToday()
  const { nameOf } = useColleagues()
  const reveal = useWindowReveal()
  const { householdId } = item
  const query = useQuery({ queryKey: queryKeys.household(householdId), queryFn: () => casement.household.get({ householdId }) })
  const draft = useDraft(contactDraftKey(householdId), parseContactDraft)
  const [isWriting, setWriting] = useState(false)
  const [isGiving, setGiving] = useState(false)
  const [given, setGiven] = useState('')
  const household = query.data?.household ?? null
  const { phase } = reveal.state.at
  const isMine = reveal.held === null || reveal.held.statement.householdId === householdId
  const heldId = isMine ? (reveal.held?.granted.requestId ?? null) : null
  const { close } = reveal
  useEffect(() => () => close(), [close]) // moving on drops what is shown

  const show = async (part: PermitPart) => {
    const permit = permits.find((each) => each.part === part)
    if (permit === undefined || (permit.state !== 'ready' && permit.state !== 'open') || phase === 'asking' || household === null) return undefined
    if (heldId === permit.revealId && phase === 'masked') {
      await reveal.showAgain()
      return client.invalidateQueries({ queryKey: queryKeys.visitPacks })
    }
    if (heldId === permit.revealId && phase === 'shown') return undefined
    if (reveal.held !== null) reveal.remask()
    const statement = {
      householdId, persons: [...item.persons], purpose: pack.purpose.code, wordingHash: pack.purpose.wordingHash, reason: item.reason ?? '', fieldGroups: [...permit.fieldGroups], relationship: 'approved-visit' as const,
      linked: linkedCases(household)[0] ?? null, authority: null, emergency: false,
    }
    await reveal.request(statement, ({ request: { windowKey } }) => casement.visitPack.open({ revealId: permit.revealId, windowKey }))
    await client.invalidateQueries({ queryKey: queryKeys.visitPacks })
    return undefined
  }
  const emergency = emergencies?.permits.find((permit) => permit.householdId === householdId) ?? null
  const openEmergency = async (reason: string) => {
    if (emergency === null || emergencies === null || phase === 'asking') return
    if (reveal.held !== null) reveal.remask()
    const statement = {
      householdId, persons: [...item.persons], purpose: emergencies.purpose.code, wordingHash: emergencies.purpose.wordingHash, reason, fieldGroups: [...emergency.fieldGroups], relationship: 'approved-visit' as const,
      linked: null, authority: null, emergency: true,
    }
    await reveal.request(statement, ({ request: { windowKey } }) => casement.visitPack.openEmergency({ revealId: emergency.revealId, reason, windowKey }))
    await Promise.all([queryKeys.visitPacks, queryKeys.offlineEmergency].map((queryKey) => client.invalidateQueries({ queryKey })))
  }
  const { areSingleKeysOn } = useKeySettings()
  useHotkeys({ a: () => void show('travel'), r: () => void show('door'), m: () => reveal.remask(), c: () => setWriting(true) }, areSingleKeysOn)

  return (
    <div>
      {query.error === null ? null : <ProblemNotice problem={problemOf(query.error)} />}
      {household === null ? null : <Warnings household={household} today={today} />}
      {query.data === undefined ? null : <MaskedCard view={query.data} today={today} nameOf={nameOf} action={<Button kind="link" onClick={() => onHousehold(householdId)}>Whole record</Button>} />}
      <section className="panel work__statement" aria-label="What you state for this visit">
        {reveal.problem === null ? null : <ProblemNotice problem={reveal.problem} />}
        {permits.length === 0 ? <NotificationBanner tone="warn" live="none">{item.standing === 'left-out' ? 'The supervisor left this household out of the pack, so its details stay masked.' : 'Nothing of this household is sealed on this laptop. Pack it with a connection, or ring the duty desk.'}</NotificationBanner> : (
          <SummaryList
            rows={[
              ['You state', <><strong>{pack.purposeTitle}</strong><br /><q>{item.reason}</q></>],
              ['Approved', pack.decisions.at(-1) === undefined ? 'Not yet' : `By ${pack.decisions.at(-1)?.by ?? ''}, for ${peopleWords(item.persons.length)}`],
              ...permits.map((permit) => {
                const { words, tone } = permitWords(permit)
                return [PERMIT_PARTS[permit.part], <span key={permit.revealId}>{groupWords(permit.fieldGroups)} <Tag tone={tone}>{words}</Tag> <span className="as-at">{permit.number === null ? '' : `Permit ${permit.number}`}{permit.displays === 0 ? '' : `, shown ${permit.displays === 1 ? 'once' : `${permit.displays} times`}`}</span></span>] as const
              }),
            ]}
          />
        )}
        <div className="work__acts">
          {permits.map((permit) => {
            const isOpenable = permit.state === 'ready' || permit.state === 'open'
            return (
              <Button key={permit.revealId} kind="reveal" isBusy={phase === 'asking'} isDisabled={!isOpenable || household === null || (heldId === permit.revealId && phase === 'shown')} onClick={() => void show(permit.part)}>
                {permit.displays === 0 ? OPEN_WORDS[permit.part] : `${permit.part === 'travel' ? 'Show the address' : 'Show details'} again`}
              </Button>
            )
          })}
          <Button kind="primary" onClick={() => setWriting(true)}>Record the outcome</Button>
          <Button onClick={() => { setGiven(''); setGiving(true) }} isDisabled={household === null || isGiving}>New contact details</Button>
          {item.step === null ? <Button onClick={() => onStep('skipped')}>Not visited</Button> : <Button kind="link" onClick={() => onStep(null)}>Back to “to do”</Button>}
          <span className="work__moves"><Button kind="link" onClick={() => onMove(-1)}>‹ Previous stop</Button><Button kind="link" onClick={() => onMove(1)}>Next stop ›</Button></span>
        </div>
        <EmergencyAtDoor permit={emergency} purposeTitle={emergencies?.purposeTitle ?? null} isBusy={phase === 'asking'} onOpen={(reason) => void openEmergency(reason)} />
      </section>
      {household === null || !isMine ? null : <RevealPanel reveal={reveal} household={household} onStateAgain={() => onHousehold(householdId)} />}
      {isGiving && household !== null ? (
        <section className="panel" aria-label="New contact details">
          <h2 className="panel__title">New contact details</h2>
          <NewDetailsForm householdId={householdId} members={household.members} onClose={(kind) => { setGiving(false); setGiven(kind === null ? '' : `${DETAIL_KINDS[kind]} sealed on this laptop. It is sent as soon as there is a connection.`) }} />
        </section>
      ) : null}
      <p className="contact__saved" role="status">{isGiving ? '' : given}</p>
      {isWriting && draft.isReady && household !== null ? (
        <section className="panel" aria-label="What came of it">
          <h2 className="panel__title">Outcome</h2>
          <ContactForm household={household} today={today} draft={draft} onClose={(isAdded) => { setWriting(false); if (isAdded) onStep('done') }} />
        </section>
      ) : null}
    </div>
  )
}
