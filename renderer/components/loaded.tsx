import { createElement, useEffect, useState, type ComponentType } from 'react'

interface LoadedProps<Props extends object> {
  /** The same function each time. */
  readonly load: () => Promise<ComponentType<Props>>
  readonly props: Props
}

/** A component that is fetched first; nothing until then. Not React's `lazy`: that holds back whatever follows a fallback for 300 ms. */
export function Loaded<Props extends object>({ load, props }: LoadedProps<Props>) {
  const [loaded, setLoaded] = useState<{ readonly component: ComponentType<Props> } | null>(null)
  useEffect(() => {
    let isWanted = true
    void load().then((component) => { if (isWanted) setLoaded({ component }) })
    return () => { isWanted = false }
  }, [load])
  return loaded === null ? null : createElement(loaded.component, props)
}
