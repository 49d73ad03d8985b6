import { useState } from 'react'
import type { PersonId } from '../../../shared/model/ids'
import { DETAIL_KINDS, DETAIL_ORIGINS, DETAIL_SAFETY, groupOfDetail, type DetailSafety, type ReportedDetail } from '../../../shared/model/new-details'
import { problemOf } from '../../bridge/problem-of'
import { useColleagues } from '../../bridge/use-colleagues'
import { Button } from '../../components/button'
import { formatInstant } from '../../components/dates'
import { Tag, type TagTone } from '../../components/tag'
import type { Reveal } from './use-reveal'

export type OnWrong = (personId: PersonId, reported: ReportedDetail) => Promise<unknown>

const TONES: Readonly<Record<DetailSafety, TagTone>> = { safe: 'good', unsafe: 'bad', unknown: 'warn' }

interface ReportedDetailsProps {
  readonly personId: PersonId
  readonly reported: ReadonlyArray<ReportedDetail>
  readonly place: number
  readonly onCopy: Reveal['copy']
  readonly onWrong: OnWrong | null
}

/** What officers were told, beside what sources say: who, when, from whom, and whether it is safe to use. */
export function ReportedDetails(props: ReportedDetailsProps) {
  return props.reported.length === 0 ? null : <Reported {...props} />
}

function Reported({ personId, reported, place, onCopy, onWrong }: ReportedDetailsProps) {
  const { nameOf } = useColleagues()
  const [said, setSaid] = useState<Readonly<Record<string, string>>>({})
  const mark = async (item: ReportedDetail) => {
    if (onWrong === null) return
    const words = await onWrong(personId, item).then(() => 'Marked as wrong. Everybody sees that from the next reveal on.', (error: unknown) => problemOf(error).means)
    setSaid((before) => ({ ...before, [item.detailId]: words }))
  }
  return (
    <>
      <h4 className="reported__title">Reported by officers</h4>
      <ul className="reported">
        {reported.map((item) => {
          const label = DETAIL_KINDS[item.kind]
          return (
            <li key={item.by + item.detailId} className={item.wrong === null ? 'reported__item' : 'reported__item reported__item--wrong'}>
              <dl className="revealed__field">
                <dt>{label}</dt>
                <dd><span className="revealed__value" data-field={label}>{item.value}</span> {item.wrong === null ? <Tag tone={TONES[item.safety]}>{DETAIL_SAFETY[item.safety]}</Tag> : <Tag tone="bad">Marked as wrong</Tag>}</dd>
                {item.wrong === null ? <dd className="revealed__copy"><Button kind="link" label={`Copy ${label.toLowerCase()} of member ${place}, reported`} onClick={() => void onCopy(groupOfDetail(item.kind), label, item.value)}>Copy</Button></dd> : null}
              </dl>
              <p className="reported__said">
                From: {DETAIL_ORIGINS[item.origin].toLowerCase()} · {nameOf(item.by)}, {formatInstant(item.at)}
                {item.wrong === null ? null : ` · marked as wrong: ${nameOf(item.wrong.by)}, ${formatInstant(item.wrong.at)}`}{' '}
                {item.wrong !== null || onWrong === null || said[item.detailId] !== undefined ? null : <Button kind="link" label={`Mark ${label.toLowerCase()} of member ${place} as wrong`} onClick={() => void mark(item)}>Mark as wrong</Button>}
                <span role="status">{said[item.detailId] ?? ''}</span>
              </p>
            </li>
          )
        })}
      </ul>
    </>
  )
}
