// The plain way with socket.io: everybody in a room gets what one of them says.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer((_, response) => response.end("okay"));
const io = new Server(http, { transports: ["websocket"] });

io.on("connection", (socket) => {
  const room = String(socket.handshake.query.room);
  socket.join(room);
  for (const name of ["drag", "drop"]) socket.on(name, (what) => socket.to(room).emit(name, what));
});

http.listen(Number(process.env.PORT), "127.0.0.1");
