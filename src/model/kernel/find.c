#include "model/kernel/kernel.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#if defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#ifndef HWCAP_ASIMDDP
#define HWCAP_ASIMDDP (1ul << 20)
#endif
#endif

#if defined(__x86_64__)
static bool machine_runs(const lapi_kernel *kernel)
{
    __builtin_cpu_init();
    if (kernel == &lapi_kernel_avx512)
        return __builtin_cpu_supports("avx512f") &&
               __builtin_cpu_supports("avx512bw") &&
               __builtin_cpu_supports("avx512vl") &&
               __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx2");
    if (kernel == &lapi_kernel_avx2)
        return __builtin_cpu_supports("avx2");
    return true;
}
#elif defined(__aarch64__) && defined(__linux__)
static bool machine_runs(const lapi_kernel *kernel)
{
    return kernel != &lapi_kernel_neondot || (getauxval(AT_HWCAP) & HWCAP_ASIMDDP);
}
#elif defined(__aarch64__)
static bool machine_runs(const lapi_kernel *kernel)
{
    return kernel != &lapi_kernel_neondot;
}
#else
static bool machine_runs(const lapi_kernel *kernel)
{
    (void)kernel;
    return true;
}
#endif

const lapi_kernel *lapi_kernel_find(const char *name)
{
    /* Best first. */
    static const lapi_kernel *const kernels[] = {
#if defined(__x86_64__)
        &lapi_kernel_avx512,
        &lapi_kernel_avx2,
#elif defined(__aarch64__)
        &lapi_kernel_neondot,
        &lapi_kernel_neon,
#endif
        &lapi_kernel_scalar,
    };
    for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++)
        if ((!name || strcmp(name, kernels[i]->name) == 0) && machine_runs(kernels[i]))
            return kernels[i];
    return NULL;
}
