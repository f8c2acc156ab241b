#include "fetch/address.h"

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct block {
    uint8_t at[8];
    uint8_t bits;
} block;

/* IANA's registry of special addresses of IPv4. */
static const block special4[] = {
    {{0}, 8},
    {{10}, 8},
    {{100, 64}, 10},
    {{127}, 8},
    {{169, 254}, 16},
    {{172, 16}, 12},
    {{192, 0, 0}, 24},
    {{192, 0, 2}, 24},
    {{192, 88, 99}, 24},
    {{192, 168}, 16},
    {{198, 18}, 15},
    {{198, 51, 100}, 24},
    {{203, 0, 113}, 24},
    {{224}, 4},
    {{240}, 4},
};

/* Of IPv6 all but 2000::/3 is refused, and of this: tunnels and protocols, documents.
 */
static const block special6[] = {
    {{0x20, 0x01, 0x00}, 23},
    {{0x20, 0x01, 0x0D, 0xB8}, 32},
    {{0x20, 0x02}, 16},
    {{0x3F, 0xFF}, 20},
};

static const block public6 = {{0x20}, 3};

static bool is_in(const uint8_t *address, const block *b)
{
    unsigned whole = b->bits / 8, rest = b->bits % 8;
    if (memcmp(address, b->at, whole) != 0)
        return false;
    return rest == 0 || (address[whole] ^ b->at[whole]) >> (8 - rest) == 0;
}

static bool is_in_any(const uint8_t *address, const block *blocks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_in(address, &blocks[i]))
            return true;
    return false;
}

static bool is_private4(const uint8_t *address)
{
    return is_in_any(address, special4, sizeof special4 / sizeof *special4);
}

static bool is_private6(const uint8_t *address)
{
    static const uint8_t mapped[12] = {[10] = 0xFF, [11] = 0xFF}; /* ::ffff:0:0/96 */
    static const uint8_t nat64[12] = {0x00, 0x64, 0xFF, 0x9B};    /* 64:ff9b::/96 */
    if (memcmp(address, mapped, 12) == 0 || memcmp(address, nat64, 12) == 0)
        return is_private4(address + 12);
    return !is_in(address, &public6) ||
           is_in_any(address, special6, sizeof special6 / sizeof *special6);
}

bool lapi_address_is_private(const struct sockaddr *address)
{
    struct sockaddr_in in4;
    struct sockaddr_in6 in6;
    uint8_t bytes[16];
    if (address->sa_family == AF_INET) {
        memcpy(&in4, address, sizeof in4);
        memcpy(bytes, &in4.sin_addr, 4);
        return is_private4(bytes);
    }
    if (address->sa_family != AF_INET6)
        return true;
    memcpy(&in6, address, sizeof in6);
    memcpy(bytes, &in6.sin6_addr, 16);
    return is_private6(bytes);
}
