import { createContext, useContext, useMemo, useState, type ReactNode } from 'react'

interface KeySettings {
  readonly areSingleKeysOn: boolean
  readonly setSingleKeys: (isOn: boolean) => void
}

const KeySettingsContext = createContext<KeySettings>({ areSingleKeysOn: true, setSingleKeys: () => undefined })

/** Single-key shortcuts can be switched off for the session (WCAG 2.1.4): speech users trigger them by talking. */
export function KeySettingsProvider({ children }: { readonly children: ReactNode }) {
  const [areSingleKeysOn, setSingleKeys] = useState(true)
  const value = useMemo(() => ({ areSingleKeysOn, setSingleKeys }), [areSingleKeysOn])
  return <KeySettingsContext value={value}>{children}</KeySettingsContext>
}

export const useKeySettings = (): KeySettings => useContext(KeySettingsContext)
