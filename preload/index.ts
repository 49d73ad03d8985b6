import { contextBridge, ipcRenderer } from 'electron'
import { bridgeShape } from 'virtual:bridge-shape'
import { createBridge } from './create-bridge'

contextBridge.exposeInMainWorld('casement', createBridge(ipcRenderer, bridgeShape))
