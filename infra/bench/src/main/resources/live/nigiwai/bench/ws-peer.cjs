// The relay most people would write with npm's ws: whatever one client says, all get.
// Used by `./nigiwai bench relay` as a yardstick. Argument: the port.
const { WebSocketServer } = require('ws');

const server = new WebSocketServer({
  host: '127.0.0.1',
  port: Number(process.argv[2]),
  perMessageDeflate: false,
  backlog: 4096,
});
server.on('connection', (socket) => {
  socket.on('error', () => {});
  socket.on('message', (text) => {
    for (const client of server.clients) {
      if (client.readyState === 1) client.send(text, { binary: false });
    }
  });
});
server.on('listening', () => console.log('ready'));
