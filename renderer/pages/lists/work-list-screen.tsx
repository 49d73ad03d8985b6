import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { MyList } from '../../../shared/ipc/contact-list-contract'
import type { SkipReason } from '../../../shared/model/contact-list'
import { linkedCases } from '../../../shared/model/linked-case'
import { relationshipOf } from '../../../shared/model/relationship'
import { casement } from '../../bridge/casement-client'
import { problemOf, type ShownProblem } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { useAccessState } from '../../bridge/use-access-state'
import { useColleagues } from '../../bridge/use-colleagues'
import { useContactLists } from '../../bridge/use-contact-lists'
import { useDraft } from '../../bridge/use-draft'
import { useIsOnDuty } from '../../bridge/use-standing'
import { Button } from '../../components/button'
import { formatInstant, formatTime } from '../../components/dates'
import { useKeySettings } from '../../components/key-settings'
import { ProblemNotice } from '../../components/problem-notice'
import { ProgressBar } from '../../components/progress-bar'
import { waitWords } from '../../components/request-words'
import { useHotkeys } from '../../components/use-hotkeys'
import { useNow, useToday } from '../../components/use-now'
import { usePageTitle } from '../../components/use-page-title'
import { DoneSummary } from '../../features/contact-lists/done-summary'
import { HouseholdRail } from '../../features/contact-lists/household-rail'
import { ItemStatement } from '../../features/contact-lists/item-statement'
import { isOpenItem, nextOpen, progressOf, progressWords } from '../../features/contact-lists/list-words'
import { SkipForm } from '../../features/contact-lists/skip-form'
import { ContactForm } from '../../features/household/contact-form'
import { contactDraftKey } from '../../../shared/model/draft-keys'
import { parseContactDraft } from '../../features/household/contact-form-state'
import { MaskedCard } from '../../features/household/masked-card'
import { Warnings } from '../../features/household/warnings'
import { RefusedNotice } from '../../features/reveal/refused-notice'
import { RevealPanel } from '../../features/reveal/reveal-panel'
import { useWindowReveal } from '../../features/reveal/reveal-provider'

interface WorkListProps {
  readonly requestId: string
  readonly onLists: () => void
  readonly onHousehold: (householdId: string) => void
}

/** Works one contact list through, household by household. Where it stood is known from the steps kept on this laptop. */
export function WorkListScreen({ requestId, onLists, onHousehold }: WorkListProps) {
  usePageTitle('Contact list')
  const query = useContactLists()
  const list = query.data?.lists.find((each) => each.requestId === requestId)
  if (list === undefined) {
    return (
      <div className="page">
        <Button kind="link" onClick={onLists}>‹ Contact lists</Button>
        {query.error === null ? <p className="govuk-body" role="status">{query.data === undefined ? 'Opening…' : 'This list is not known on this laptop any more.'}</p> : <ProblemNotice problem={problemOf(query.error)} />}
      </div>
    )
  }
  return <WorkList list={list} onLists={onLists} onHousehold={onHousehold} />
}

function WorkList({ list, onLists, onHousehold }: Omit<WorkListProps, 'requestId'> & { readonly list: MyList }) {
  const client = useQueryClient()
  const now = useNow(30_000)
  const { items, approved } = list
  const [chosenAt, setAt] = useState<number | null>(() => nextOpen(items, -1))
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const at = chosenAt === null ? null : Math.min(chosenAt, items.length - 1)
  const item = at === null ? null : (items[at] ?? null)
  const progress = progressOf(items)
  const go = (next: number | null) => {
    setAt(next)
    requestAnimationFrame(() => heading.current?.focus())
  }
  const setStep = async (householdId: MyList['items'][number]['householdId'], step: 'done' | 'skipped' | null, skipReason: SkipReason | null) => {
    setProblem(null)
    try {
      await casement.contactList.setStep({ requestId: list.requestId, householdId, step, skipReason })
      await client.invalidateQueries({ queryKey: queryKeys.contactLists })
      // As it stands now, whether or not the lists have been read again: this one is not to do any more.
      if (step !== null) go(nextOpen(items.map((each) => (each.householdId === householdId ? { ...each, step: { step, skipReason, at: list.requestedAt } } : each)), at ?? -1))
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  const { areSingleKeysOn } = useKeySettings()
  useHotkeys({ n: () => go(((at ?? -1) + 1) % items.length), p: () => go(((at ?? items.length) + items.length - 1) % items.length) }, areSingleKeysOn)

  return (
    <div className="work">
      <header className="work__head">
        <Button kind="link" onClick={onLists}>‹ Contact lists</Button>
        <h1 className="govuk-heading-m" ref={heading} tabIndex={-1}>Contact list: {list.purposeTitle}, {formatInstant(list.requestedAt)}</h1>
        <p className="work__count" role="status">{at === null ? `${items.length} of ${items.length}` : `${at + 1} of ${items.length}`}</p>
        <p className="as-at">{progressWords(progress)}</p>
        <p className="as-at work__until">{approved === null ? (list.state === 'expired' ? 'Its time is over' : 'Not approved') : `Workable until ${formatTime(approved.workUntil)} (${waitWords(Date.parse(approved.workUntil) - now)} left)`}</p>
      </header>
      <ProgressBar label="Progress of this list" done={progress.done + progress.skipped} total={progress.total - progress.shut} />
      {problem === null ? null : <ProblemNotice problem={problem} />}
      <div className="work__columns">
        <HouseholdRail items={items} at={at ?? -1} onGo={go} />
        {item === null ? <DoneSummary items={items} onLists={onLists} /> : (
          <WorkItem
            key={item.householdId} list={list} item={item} onHousehold={onHousehold} onStep={(step, reason) => void setStep(item.householdId, step, reason)}
            onMove={(step) => go((items.indexOf(item) + step + items.length) % items.length)} onFinish={items.some(isOpenItem) ? null : () => go(null)}
          />
        )}
      </div>
    </div>
  )
}

interface WorkItemProps {
  readonly list: MyList
  readonly item: MyList['items'][number]
  readonly onHousehold: (householdId: string) => void
  readonly onStep: (step: 'done' | 'skipped' | null, reason: SkipReason | null) => void
  readonly onMove: (step: 1 | -1) => void
  /** To the summary, when nothing is left to do. */
  readonly onFinish: (() => void) | null
}

/** One household: what is stated, its details when the officer confirms, the outcome. Details are dropped when it is left. */
function WorkItem({ list, item, onHousehold, onStep, onMove, onFinish }: WorkItemProps) {
  const client = useQueryClient()
  const today = useToday()
  const officer = useAccessState().data?.officer ?? null
  const { nameOf } = useColleagues()
  const reveal = useWindowReveal()
  const { householdId } = item
  const query = useQuery({ queryKey: queryKeys.household(householdId), queryFn: () => casement.household.get({ householdId }) })
  const purposes = useQuery({ queryKey: queryKeys.purposes, queryFn: () => casement.reveal.listPurposes({}) })
  const draft = useDraft(contactDraftKey(householdId), parseContactDraft)
  // Apart: passing over must not take away what is being written.
  const [isWriting, setWriting] = useState(false)
  const [isSkipping, setSkipping] = useState(false)
  const write = () => { setWriting(true); setSkipping(false) }
  const household = query.data?.household ?? null
  const { phase } = reveal.state.at
  const isMine = reveal.held === null || reveal.held.statement.householdId === householdId
  const { close } = reveal
  useEffect(() => () => close(), [close]) // moving on drops what is shown, and the grant with it

  const isOnDuty = useIsOnDuty(officer, household?.district ?? null)
  const relationship = household === null || officer === null ? 'none' : relationshipOf(officer, household, isOnDuty)
  const linked = household === null ? null : (linkedCases(household)[0] ?? null)
  const canShow = item.standing === 'ready' && list.approved !== null && household !== null && purposes.data !== undefined
  const isAsking = phase === 'asking'
  const show = async () => {
    if (isMine && phase === 'masked') return reveal.showAgain()
    if (!canShow || isAsking || phase === 'shown' || list.approved === null) return undefined
    const wordingHash = purposes.data.purposes.find(({ code }) => code === list.purpose.code)?.wordingHash ?? list.purpose.wordingHash
    const statement = {
      householdId, persons: [...item.persons], purpose: list.purpose.code, wordingHash, reason: list.reason, fieldGroups: [...list.approved.fieldGroups], relationship, linked, authority: null, emergency: false,
    }
    await reveal.request(statement, ({ request: { requestId, windowKey } }) => casement.contactList.open({ requestId: list.requestId, householdId, revealId: requestId, windowKey, relationship, linked }))
    await client.invalidateQueries({ queryKey: queryKeys.contactLists })
    return undefined
  }
  const { areSingleKeysOn } = useKeySettings()
  useHotkeys({ r: () => void show(), m: () => reveal.remask(), c: write, s: () => setSkipping(true) }, areSingleKeysOn)

  return (
    <div>
      {query.error === null ? null : <ProblemNotice problem={problemOf(query.error)} />}
      {query.data === undefined ? null : (
        <MaskedCard view={query.data} today={today} nameOf={nameOf} action={<Button kind="link" onClick={() => onHousehold(householdId)}>Whole record</Button>} />
      )}
      {household === null ? null : <Warnings household={household} today={today} />}
      <section className="panel work__statement" aria-label="What you state for this household">
        {reveal.problem === null ? null : <RefusedNotice problem={reveal.problem} />}
        <ItemStatement list={list} item={item} relationship={relationship} linked={linked} />
        <div className="work__acts">
          {item.standing === 'ready' && list.approved !== null ? <Button kind="reveal" isBusy={isAsking} isDisabled={!canShow || phase === 'shown'} onClick={() => void show()}>{isAsking ? 'Writing the log entry…' : item.opened === 0 ? 'I confirm: show details' : 'I confirm: show details again'}</Button> : null}
          <Button kind="primary" onClick={write}>Record the outcome</Button>
          <Button onClick={() => setSkipping(true)}>Pass over…</Button>
          {item.step === null ? null : <Button kind="link" onClick={() => onStep(null, null)}>Back to “to do”</Button>}
          <span className="work__moves"><Button kind="link" onClick={() => onMove(-1)}>‹ Previous</Button><Button kind="link" onClick={() => onMove(1)}>Next ›</Button>{onFinish === null ? null : <Button isSmall onClick={onFinish}>Finish</Button>}</span>
        </div>
        {isSkipping ? <SkipForm onSkip={(reason) => { setSkipping(false); onStep('skipped', reason) }} onCancel={() => setSkipping(false)} /> : null}
      </section>
      {household === null || !isMine ? null : <RevealPanel reveal={reveal} household={household} onStateAgain={() => void show()} />}
      {isWriting && draft.isReady && household !== null ? (
        <section className="panel" aria-label="What came of it">
          <h2 className="panel__title">Outcome</h2>
          <ContactForm household={household} today={today} draft={draft} onClose={(isAdded) => { setWriting(false); if (isAdded) onStep('done', null) }} />
        </section>
      ) : null}
    </div>
  )
}
