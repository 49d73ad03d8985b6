import { Dialog } from './dialog'
import { useKeySettings } from './key-settings'

export const KEYS: ReadonlyArray<readonly [keys: string, words: string]> = [
  ['g e', 'Go to referrals'], ['g h', 'Go to help'], ['g o', 'Go to preferences (options)'], ['g k', 'Go to people I know'], ['1 to 5', 'Worklist: my caseload, team, due today, at risk, all'],
  ['↑ ↓ or j k', 'Move in the worklist'], ['Enter', 'Open the selected household'], ['Space', 'Worklist: choose the selected household for a contact list'], ['/', 'Move to the filters'],
  ['t', 'Household: take into my caseload'], ['h', 'Household: hand over'], ['n', 'Household: set the next action'],
  ['c', 'Household: add a contact outcome'], ['r', 'Household: reveal, or show again'], ['m', 'Household: re-mask now'], ['a n d', 'Approvals: approve, narrow or decline the selected request'], ['r m c s n p', 'Contact list: show the details, mask them, record the outcome, pass over, next, previous'], ['?', 'These keys'],
]

interface KeysHelpProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  /** The keys that go to the screens of this role. */
  readonly jumps: ReadonlyArray<readonly [keys: string, words: string]>
}

/** Every key of Casement, and the switch that turns single keys off. */
export function KeysHelp({ isOpen, onClose, jumps }: KeysHelpProps) {
  const { areSingleKeysOn, setSingleKeys } = useKeySettings()
  return (
    <Dialog title="Keys" isOpen={isOpen} onClose={onClose} isDismissable>
      <table className="govuk-table keys">
        <caption className="govuk-visually-hidden">Keys and what they do</caption>
        <tbody className="govuk-table__body">
          {[...jumps, ...KEYS].map(([keys, words]) => (
            <tr key={keys} className="govuk-table__row"><th scope="row" className="govuk-table__header"><kbd>{keys}</kbd></th><td className="govuk-table__cell">{words}</td></tr>
          ))}
        </tbody>
      </table>
      <div className="govuk-checkboxes govuk-checkboxes--small">
        <div className="govuk-checkboxes__item">
          <input id="single-keys" type="checkbox" className="govuk-checkboxes__input" checked={areSingleKeysOn} onChange={() => setSingleKeys(!areSingleKeysOn)} />
          <label className="govuk-label govuk-checkboxes__label" htmlFor="single-keys">Single keys are on (turn them off when you work by voice)</label>
        </div>
      </div>
    </Dialog>
  )
}
