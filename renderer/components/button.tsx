import type { ReactNode, Ref } from 'react'

interface ButtonProps {
  readonly children: ReactNode
  readonly onClick?: () => void
  readonly kind?: 'primary' | 'secondary' | 'warning' | 'reveal' | 'link' | 'inverse'
  readonly type?: 'button' | 'submit'
  readonly isBusy?: boolean
  readonly isDisabled?: boolean
  readonly label?: string
  readonly isSmall?: boolean
  readonly buttonRef?: Ref<HTMLButtonElement>
}

const KINDS = {
  primary: 'govuk-button', secondary: 'govuk-button govuk-button--secondary', warning: 'govuk-button govuk-button--warning',
  reveal: 'govuk-button button--reveal', inverse: 'govuk-button govuk-button--inverse', link: 'button-link',
} as const

/** A GOV.UK button. Busy ones stay focusable and say so; a second press does nothing. */
export function Button(props: ButtonProps) {
  const { children, onClick, kind = 'secondary', type = 'button', isBusy = false, isDisabled = false, label, isSmall = false, buttonRef } = props
  return (
    <button
      ref={buttonRef}
      type={type}
      className={`${KINDS[kind]}${isSmall ? ' button--small' : ''}`}
      disabled={isDisabled}
      aria-disabled={isBusy || undefined}
      aria-label={label}
      onClick={(event) => {
        if (isBusy) event.preventDefault()
        else onClick?.()
      }}
    >
      {children}
    </button>
  )
}
