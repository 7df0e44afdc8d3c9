/* Which addresses are the public internet: IANA's special-purpose address registries for IPv4 and IPv6. */
#include "client/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

struct block4 {
    uint32_t base;
    int bits;
};

static const struct block4 not_public[] = {
    {0x00000000, 8},  /* this network */
    {0x0A000000, 8},  /* private */
    {0x64400000, 10}, /* shared by carriers */
    {0x7F000000, 8},  /* this machine */
    {0xA9FE0000, 16}, /* link-local: cloud metadata services */
    {0xAC100000, 12}, /* private */
    {0xC0000000, 24}, /* protocol assignments */
    {0xC0000200, 24}, /* documentation */
    {0xC0586300, 24}, /* 6to4 relays, retired */
    {0xC0A80000, 16}, /* private */
    {0xC6120000, 15}, /* benchmarks */
    {0xC6336400, 24}, /* documentation */
    {0xCB007100, 24}, /* documentation */
    {0xE0000000, 4},  /* multicast */
    {0xF0000000, 4},  /* reserved, broadcast */
};

static bool public4(uint32_t address)
{
    for (size_t i = 0; i < sizeof not_public / sizeof *not_public; i++)
        if ((address ^ not_public[i].base) >> (32 - not_public[i].bits) == 0)
            return false;
    return true;
}

static uint32_t four_bytes(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static bool public6(const uint8_t *a)
{
    static const uint8_t mapped[12] = {[10] = 0xFF, [11] = 0xFF};
    static const uint8_t nat64[12] = {0x00, 0x64, 0xFF, 0x9B};
    /* IPv4 in IPv6's clothes: mapped, or behind a network's translator. */
    if (memcmp(a, mapped, sizeof mapped) == 0 || memcmp(a, nat64, sizeof nat64) == 0)
        return public4(four_bytes(a + 12));
    uint32_t first = four_bytes(a);
    if (first >> 29 != 1) /* global unicast is 2000::/3 */
        return false;
    return first >> 9 != 0x20010000u >> 9 && /* 2001::/23: protocol assignments, Teredo */
           first != 0x20010DB8u &&           /* documentation */
           first >> 16 != 0x2002u &&         /* 6to4 leads to any IPv4 address */
           first >> 12 != 0x3FFF0u;          /* documentation */
}

bool client_address_is_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET)
        return public4(ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr));
    if (address->sa_family == AF_INET6)
        return public6(((const struct sockaddr_in6 *)(const void *)address)->sin6_addr.s6_addr);
    return false;
}
