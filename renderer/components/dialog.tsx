import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

interface DialogProps {
  readonly title: ReactNode
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  readonly size?: 'm' | 'l'
  readonly tone?: 'plain' | 'reveal'
  readonly role?: 'dialog' | 'alertdialog'
  /** A click beside it closes it; off where typed words would be lost. */
  readonly isDismissable?: boolean
  /** What it asked for is being sent: it stays until the answer is there, which would else come to nobody, or to the next dialog. */
  readonly isBusy?: boolean
}

/** A modal dialog: focus stays inside and returns where it was, Escape closes. */
export function Dialog({ title, isOpen, onClose, children, size = 'm', tone = 'plain', role = 'dialog', isDismissable = false, isBusy = false }: DialogProps) {
  const close = () => { if (!isBusy) onClose() }
  return (
    <ModalOverlay className="dialog-overlay" isOpen={isOpen} onOpenChange={(open) => { if (!open) close() }} isDismissable={isDismissable}>
      <Modal className={`dialog dialog--${size} dialog--${tone}`}>
        <AriaDialog className="dialog__body" role={role}>
          <div className="dialog__header">
            <Heading slot="title" level={2} className="govuk-heading-m dialog__title">{title}</Heading>
            <button type="button" className="dialog__close" aria-disabled={isBusy || undefined} onClick={close} aria-label="Close">✕</button>
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
