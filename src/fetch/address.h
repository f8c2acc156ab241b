/* Which network addresses are the public internet. */
#ifndef LAPI_FETCH_ADDRESS_H
#define LAPI_FETCH_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/* Is it anything else: loopback, private, link-local, reserved, multicast, one of these
 * within an address of IPv6, or of another family? */
bool lapi_address_is_private(const struct sockaddr *address);

#endif
