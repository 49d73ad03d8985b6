import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MyPack } from '../../../shared/ipc/visit-pack-contract'
import { DECISIONS, REQUEST_STATES } from '../../../shared/model/approval'
import { PERMIT_PARTS, PERMIT_STATES } from '../../../shared/model/visit-pack'
import { casement } from '../../bridge/casement-client'
import { problemOf, type ShownProblem } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { Button } from '../../components/button'
import { DataTable } from '../../components/data-table'
import { formatInstant, formatSince } from '../../components/dates'
import { ProblemNotice } from '../../components/problem-notice'
import { ProgressBar } from '../../components/progress-bar'
import { groupWords, waitWords } from '../../components/request-words'
import { Tag, type TagTone } from '../../components/tag'
import { waitingWithWords } from '../../components/waiting-words'
import { DestroyPack } from './destroy-pack'
import { ACCOUNT_TONES, accountWords, isOfOneVisit, isPacked, leftOutWords, outingWords, packEnds, packedWords, packName, permitWords, visitsWords } from './visit-words'

const TONES: Readonly<Record<MyPack['state'], TagTone>> = { waiting: 'info', approved: 'good', declined: 'bad', cancelled: 'neutral', expired: 'neutral', opened: 'neutral' }

interface PackItemProps {
  readonly pack: MyPack
  readonly now: number
  readonly today: string
  readonly onOuting: () => void
  readonly onCancel: () => void
  /** The emergency permits that go with it; null where there are none. */
  readonly emergencies: MyPack | null
  readonly onDestroyed: () => void
}

/** One of my visit packs: named by its purpose and its outing, where it stands, how much of it is on this laptop, what became of each permit. */
export function PackItem({ pack, emergencies, now, today, onOuting, onCancel, onDestroyed }: PackItemProps) {
  const { state, items, outing, permits, destroyedAt } = pack
  const packing = usePacking(pack)
  const name = packName(pack)
  const isReady = isPacked(pack)
  const leftOut = leftOutWords(pack)
  const canPack = state === 'approved' && destroyedAt === null
  const done = items.filter(({ step }) => step !== null).length
  return (
    <li className={`request request--${state}`}>
      <div className="request__what">
        <p className="request__head"><Tag tone={TONES[state]}>{state === 'expired' ? 'Over' : REQUEST_STATES[state]}</Tag> <strong>{outingWords(outing)}</strong> <span>{visitsWords(items.length)}</span> {pack.pack === null ? null : <Tag tone="warn">In an emergency only</Tag>}</p>
        <p className="request__reason">{pack.purposeTitle}: {groupWords(pack.fieldGroups)}</p>
        <p className="as-at">Asked {formatSince(pack.requestedAt, today)}</p>
      </div>
      <div className="request__stands">
        {pack.decisions.map((decision) => (
          <div key={decision.at} className="given-decision">
            <strong>{DECISIONS[decision.decision]}</strong> by {decision.by}, {formatInstant(decision.at)}
            {decision.decision === 'narrow' ? <span className="given-decision__less">For {visitsWords(decision.households)} of {items.length}, with {groupWords(decision.fieldGroups)}.</span> : null}
            {decision.words === null ? null : <q className="given-decision__words">{decision.words}</q>}
          </div>
        ))}
        {state === 'waiting' ? <p className="request__line">Waiting with {pack.waitingWith === null ? 'a supervisor' : waitingWithWords(pack.waitingWith)}. Lapses in {waitWords(Date.parse(pack.expiresAt) - now)}.</p> : null}
        {state === 'approved' ? <p className="request__line" role="status">{destroyedAt === null ? packedWords(pack) : `Destroyed on this laptop by you, ${formatInstant(destroyedAt)}: nothing of it opens any more`}.{done === 0 ? '' : ` ${done} of ${visitsWords(items.length)} done.`}</p> : null}
        {canPack && leftOut.length > 0 ? <p className="request__line">Not in it: {leftOut.join('; ')}.</p> : null}
        {state === 'approved' && packEnds(pack) < outing.until ? <p className="request__line">It opens until {formatInstant(packEnds(pack))} only: it was approved for less than the outing.</p> : null}
        {packing.at === null ? null : <ProgressBar label={`Packing ${name}`} done={packing.at} total={pack.permitsWanted} />}
        {packing.problem === null ? null : <ProblemNotice problem={packing.problem}> {isOfOneVisit(packing.problem.code) ? 'Everything else is sealed.' : 'What is sealed already stays; go on when it can be reached again.'}</ProblemNotice>}
        {pack.account.length === 0 ? null : <p className="request__line">Permits: {accountWords(pack.account)}.</p>}
        {permits.length === 0 ? null : <PermitTable pack={pack} name={name} />}
      </div>
      <div className="request__acts">
        {canPack && !isReady ? <Button kind="primary" isSmall isBusy={packing.at !== null} label={`Pack ${name}`} onClick={packing.start}>{packing.at === null ? (permits.length === 0 ? 'Pack' : 'Go on packing') : `Sealing ${packing.at} of ${pack.permitsWanted}…`}</Button> : null}
        {canPack && isReady && pack.refused.length > 0 ? <Button kind="link" isBusy={packing.at !== null} label={`Try again what was left out of ${name}`} onClick={packing.start}>Try again what was left out</Button> : null}
        {state === 'approved' && permits.length > 0 && pack.pack === null ? <Button kind={isReady && canPack ? 'primary' : 'secondary'} isSmall label={`Go to the outing of ${name}`} onClick={onOuting}>Today’s stops</Button> : null}
        {state !== 'approved' && done > 0 && pack.pack === null ? <Button isSmall label={`Look at ${name}`} onClick={onOuting}>Look at it</Button> : null}
        {state === 'approved' || state === 'waiting' ? <Button kind="link" label={`Cancel ${name}`} onClick={onCancel}>Cancel</Button> : null}
        <DestroyPack pack={pack} emergencies={emergencies} onDestroyed={onDestroyed} />
      </div>
    </li>
  )
}

/** Every permit by its number: what lies here, and what the ledger says became of it. */
function PermitTable({ pack, name }: { readonly pack: MyPack; readonly name: string }) {
  const referenceOf = (householdId: string) => pack.items.find((item) => item.householdId === householdId)?.reference ?? 'No longer held'
  return (
    <details>
      <summary>Every permit of this pack ({pack.permits.length})</summary>
      <DataTable
        caption={`Permits of ${name}`} columns={[{ words: 'No.', isNumber: true }, { words: 'Household' }, { words: 'Opens' }, { words: 'On this laptop' }, { words: 'In the ledger' }]}
        rows={pack.permits.map((permit) => {
          const { words, tone } = permitWords(permit)
          const account = pack.account.find(({ revealId }) => revealId === permit.revealId)
          return {
            key: permit.revealId,
            cells: [
              permit.number ?? '–', <span key="reference" className="reference">{referenceOf(permit.householdId)}</span>, permit.part === 'travel' ? PERMIT_PARTS.travel : `${PERMIT_PARTS[permit.part]}: ${groupWords(permit.fieldGroups)}`,
              <Tag key="here" tone={tone}>{words}</Tag>, account === undefined ? 'Not known now' : <Tag key="there" tone={ACCOUNT_TONES[account.state]}>{PERMIT_STATES[account.state]}</Tag>,
            ],
          }
        })}
      />
    </details>
  )
}

/** Seals permit after permit. `at`: how many are sealed while it goes on; null when it does not. */
function usePacking({ requestId, permits }: MyPack) {
  const client = useQueryClient()
  const [at, setAt] = useState<number | null>(null)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const start = () => {
    if (at !== null) return
    setProblem(null)
    setAt(permits.length)
    const next = async (): Promise<void> => {
      const { sealed, isDone } = await casement.visitPack.seal({ requestId })
      setAt(sealed)
      return isDone ? undefined : next()
    }
    void next().catch((error: unknown) => setProblem(problemOf(error))).then(async () => {
      await client.invalidateQueries({ queryKey: queryKeys.visitPacks })
      setAt(null)
    })
  }
  return { at, problem, start }
}
