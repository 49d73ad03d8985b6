// The smallest window there is, which the benches compare with. Never packaged.
const { app, BrowserWindow } = require('electron')

app.enableSandbox()
void app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile('index.html'))
app.on('window-all-closed', () => app.quit())
