/* What goes over FOLDER/florin.sock, the socket at which a server can be reached by other programs of the same user on the same data. Who connects
 * sends one request, a line; the server answers with one byte, beside which open files may travel (SCM_RIGHTS). Not for anybody but this
 * folder. */
#ifndef APP_CONTROL_WIRE_H
#define APP_CONTROL_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>

/* Make room: WIRE_HERE with the listening socket and the writers' lock, when everything is closed. */
#define WIRE_TAKE_OVER "take over"
/* Lend me the writer's turn: WIRE_HERE with the writers' lock. The loan ends when the borrower shuts its side, or is no more; the server
 * then shuts its own. */
#define WIRE_TURN "turn"

enum { WIRE_FILES_MAX = 2 };

/* A connection that ends without an answer was to a server that is going away: what was asked for may work without it. */
enum wire_answer { WIRE_NONE = 0, WIRE_HERE = '\n', WIRE_REFUSED = '!' };

/* The socket's address within a folder that is open: a socket's path must be short, a folder's need not be. */
void wire_address(int folder, struct sockaddr_un *out);
/* A connection to the server that runs on the data in a folder; -1: there is none. */
int wire_connect(const char *folder);
/* Is it of this very user? The socket's file is for its owner alone; this also holds where a file system knows no modes. */
bool wire_is_same_user(int fd);
/* Who is at the other end; 0: unknown. */
pid_t wire_peer(int fd);

/* Requests. What is no request, or does not come within a second, is WIRE_REQUEST_NONE. */
enum wire_request { WIRE_REQUEST_NONE, WIRE_REQUEST_TAKE_OVER, WIRE_REQUEST_TURN };
bool wire_ask(int fd, const char *request);
enum wire_request wire_request(int fd);

/* Answers. Files that are -1 are left out. False: nobody is there any more. */
bool wire_answer(int fd, enum wire_answer answer, const int *files, size_t count);
/* Waits at most so long; WIRE_NONE when no answer came. files[] are filled up with -1, and the caller's to close. */
enum wire_answer wire_wait(int fd, int64_t wait_us, int files[WIRE_FILES_MAX]);

#endif
