import { useLayoutEffect } from 'react'
import type { Preferences } from '../../shared/ipc/preference-contract'

/** Tells the style sheets how the officer likes it. Text size is the window's own and not drawn here. */
export function useLook({ density, isMotionReduced }: Pick<Preferences, 'density' | 'isMotionReduced'>): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement
    dataset['density'] = density
    dataset['motion'] = isMotionReduced ? 'reduced' : 'system'
  }, [density, isMotionReduced])
}
