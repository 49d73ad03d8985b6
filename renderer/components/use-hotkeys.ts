import { useEffect, useRef } from 'react'

const TEXT_FIELDS = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]'

/** Is the officer typing, or is a dialog open? Then single keys belong to that and not to the page. */
export function isBusyWithKeys(target: EventTarget | null): boolean {
  if (document.querySelector('[role=dialog], [role=alertdialog]') !== null) return true
  return target instanceof Element && target.closest(TEXT_FIELDS) !== null
}

/**
 * Single keys and two-key sequences ("g f") of a screen. Never with a modifier, never while somebody types (WCAG 2.1.4:
 * they can be switched off with the help dialog's switch, see key-settings).
 * @param isFirst of the frame around the screens: heard before any screen, so that the second key of a sequence is never one of its own
 */
export function useHotkeys(keys: Readonly<Record<string, () => void>>, isEnabled = true, isFirst = false): void {
  const latest = useRef(keys)
  useEffect(() => { latest.current = keys })
  useEffect(() => {
    if (!isEnabled) return undefined
    let first = ''
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || isBusyWithKeys(event.target)) return
      const sequence = first === '' ? event.key : `${first} ${event.key}`
      const action = latest.current[sequence] ?? latest.current[event.key]
      const startsSequence = Object.keys(latest.current).some((key) => key.startsWith(`${event.key} `))
      first = action === undefined && startsSequence ? event.key : ''
      if (action === undefined) return
      event.preventDefault()
      action()
    }
    window.addEventListener('keydown', onKeyDown, { capture: isFirst })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: isFirst })
  }, [isEnabled, isFirst])
}
