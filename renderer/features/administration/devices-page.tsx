import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ROLES } from '../../../shared/model/codes'
import { useAccessState } from '../../bridge/use-access-state'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { Button } from '../../components/button'
import { DataTable } from '../../components/data-table'
import { dateOf, formatAgo, formatInstant } from '../../components/dates'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { Tag } from '../../components/tag'
import { useToday } from '../../components/use-now'
import { usePageTitle } from '../../components/use-page-title'
import { LostLaptop } from './lost-laptop'
import { FeedNotice } from './feed-notice'
import { RevokeDialog } from './revoke-dialog'
import type { Device } from './device'

const PAGE_SIZE = 100
const COLUMNS = ['Laptop', 'Officer', 'Role', 'Enrolled', 'Last seen', 'State', 'Action'].map((words) => ({ words }))

/** Every enrolled laptop, those in use first; a lost one is revoked and answered for here. */
export function DevicesPage() {
  usePageTitle('Devices')
  const today = useToday()
  const client = useQueryClient()
  const mayRevoke = useAccessState().data?.officer?.role === 'admin'
  const [asked, setAsked] = useState<Device | null>(null)
  const [lostId, setLostId] = useState<string | null>(null)
  const [revoked, setRevoked] = useState<Device | null>(null)
  const list = useInfiniteQuery({
    queryKey: queryKeys.devices, initialPageParam: null as string | null, ...SHOWN_ONCE,
    queryFn: ({ pageParam }) => casement.admin.listDevices({ after: pageParam, limit: PAGE_SIZE }),
    getNextPageParam: (page) => page.next,
  })
  const devices = (list.data?.pages ?? []).flatMap((page) => page.devices)
  const lost = devices.find(({ deviceId }) => deviceId === lostId) ?? null
  const allowance = list.data?.pages[0]?.allowance
  return (
    <div className="page admin">
      <h1 className="govuk-heading-l">Devices</h1>
      <FeedNotice />
      {allowance === undefined ? null : <p className="govuk-body admin__lead">Officers enrol their own laptop by signing in on it, up to <strong>{allowance} in use</strong> for each officer. A further one is refused until one of theirs is revoked. After a forgotten passphrase a laptop takes its own place again. The allowance is set by the controller where hub and vault are run.</p>}
      <div role="status">{revoked === null ? null : <NotificationBanner tone="good" live="none"><strong>{revoked.name} of {revoked.owner.displayName} is revoked</strong> at the vault and at the central service. It can call no more, from now on, and erases itself at its next contact.</NotificationBanner>}</div>
      {lost === null ? null : <LostLaptop key={lost.deviceId} device={lost} onRevoke={mayRevoke && !lost.isThis ? () => { setRevoked(null); setAsked(lost) } : null} onClose={() => setLostId(null)} />}
      {list.error === null ? null : <ProblemNotice problem={problemOf(list.error)}><div className="banner__action"><Button isSmall onClick={() => void list.refetch()}>Try again</Button></div></ProblemNotice>}
      {list.data === undefined ? (list.error === null ? <p className="govuk-body" role="status">Fetching the laptops…</p> : null) : (
        <DataTable
          caption="Laptops, those in use first" columns={COLUMNS}
          rows={devices.map((device) => ({
            key: device.deviceId,
            cells: [
              <span key="name"><strong>{device.name}</strong>{device.isThis ? <> <Tag tone="info">This laptop</Tag></> : null}<br /><span className="as-at">{device.deviceId.slice(-12)}</span></span>,
              device.owner.displayName, ROLES[device.owner.role], formatInstant(device.enrolledAt),
              device.lastSeenAt === null ? <span key="seen" className="as-at">Never</span> : <span key="seen">{formatAgo(dateOf(device.lastSeenAt), today)}<br /><span className="as-at">{formatInstant(device.lastSeenAt)}</span></span>,
              <State key="state" device={device} />,
              <ul key="acts" className="admin__list admin__acts">
                {mayRevoke && device.state === 'in-use' && !device.isThis ? <li><Button kind="link" label={`Revoke ${device.name} of ${device.owner.displayName}`} onClick={() => { setRevoked(null); setAsked(device) }}>Revoke…</Button></li> : null}
                <li><Button kind="link" label={`If ${device.name} of ${device.owner.displayName} is lost`} onClick={() => setLostId(device.deviceId)}>If it is lost…</Button></li>
              </ul>,
            ],
          }))}
        />
      )}
      {list.hasNextPage ? <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>Show more laptops</Button> : null}
      {asked === null ? null : (
        <RevokeDialog
          device={asked} onClose={() => setAsked(null)}
          onRevoked={() => {
            setAsked(null)
            setRevoked(asked)
            void client.invalidateQueries({ queryKey: queryKeys.devices })
          }}
        />
      )}
    </div>
  )
}

function State({ device: { state, endedAt } }: { readonly device: Device }) {
  if (state === 'in-use') return <Tag tone="good">In use</Tag>
  return <><Tag tone={state === 'revoked' ? 'bad' : 'neutral'}>{state === 'revoked' ? 'Revoked' : 'Replaced'}</Tag>{endedAt === null ? null : <><br /><span className="as-at">{formatInstant(endedAt)}</span></>}</>
}
