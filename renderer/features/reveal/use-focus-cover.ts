import { useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import { subscribe } from '../../bridge/subscribe'

/**
 * Hears every sign that the window is not looked at any more: its own blur, being hidden, and what the operating system says.
 * The update is flushed at once, so the text has left the document before the next frame.
 */
export function useFocusCover(onChange: (isFocused: boolean) => void): void {
  const latest = useRef(onChange)
  useEffect(() => { latest.current = onChange })
  useEffect(() => {
    const tell = (isFocused: boolean) => flushSync(() => latest.current(isFocused))
    const onBlur = () => tell(false)
    const onFocus = () => tell(true)
    const onVisibility = () => { if (document.visibilityState === 'hidden') tell(false) }
    window.addEventListener('blur', onBlur)
    window.addEventListener('focus', onFocus)
    document.addEventListener('visibilitychange', onVisibility)
    const stop = subscribe('window:focus-changed', ({ isFocused }) => tell(isFocused))
    return () => {
      window.removeEventListener('blur', onBlur)
      window.removeEventListener('focus', onFocus)
      document.removeEventListener('visibilitychange', onVisibility)
      stop()
    }
  }, [])
}
