// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/secrets/lockedpages.h"

#include <QtGlobal>

#include <new>

#include <openssl/crypto.h>

#ifdef Q_OS_WIN
#include <windows.h>
#else
#include <sys/mman.h>
#endif

namespace chancery {

#ifdef Q_OS_WIN

char *allocateLocked(std::size_t size)
{
    void *pages = VirtualAlloc(nullptr, size, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
    if (!pages)
        throw std::bad_alloc();
    VirtualLock(pages, size);
    return static_cast<char *>(pages);
}

void wipeAndFree(char *pages, std::size_t size) noexcept
{
    OPENSSL_cleanse(pages, size);
    VirtualFree(pages, 0, MEM_RELEASE);
}

#else

char *allocateLocked(std::size_t size)
{
    void *pages = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        throw std::bad_alloc();
    mlock(pages, size);
#ifdef MADV_DONTDUMP
    madvise(pages, size, MADV_DONTDUMP);
#endif
    return static_cast<char *>(pages);
}

void wipeAndFree(char *pages, std::size_t size) noexcept
{
    OPENSSL_cleanse(pages, size);
    munmap(pages, size);
}

#endif

} // namespace chancery
