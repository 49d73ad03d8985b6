import './bridge/zod-without-eval'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App, loadSession } from './app'
import { createQueryClient } from './bridge/query-client'
import './styles/casement.scss'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no root element')
createRoot(root).render(<StrictMode><App queryClient={createQueryClient()} /></StrictMode>)
// Ready before the passphrase has been typed.
requestIdleCallback(() => void loadSession())
