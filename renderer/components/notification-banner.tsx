import type { ReactNode } from 'react'

interface BannerProps {
  readonly tone: 'info' | 'good' | 'warn' | 'bad'
  /** `status` is read out when it appears, `alert` at once, `none` for what is part of the page. */
  readonly live?: 'status' | 'alert' | 'none'
  readonly children: ReactNode
}

const SIGNS = { info: 'i', good: '✓', warn: '!', bad: '!' } as const

/** One line (or few) that must not be missed, above what it concerns. */
export function NotificationBanner({ tone, live = 'status', children }: BannerProps) {
  return (
    <div className={`banner banner--${tone}`} role={live === 'none' ? undefined : live}>
      <span className="banner__sign" aria-hidden="true">{SIGNS[tone]}</span>
      <div className="banner__words">{children}</div>
    </div>
  )
}
