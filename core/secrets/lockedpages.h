// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>

namespace chancery {

/// Fresh zeroed pages that are kept out of swap and core dumps where the system allows (a limit on locked memory is no
/// error). Throws std::bad_alloc when there is no memory.
char *allocateLocked(std::size_t size);

/// Wipes and returns what allocateLocked() gave for the same `size`.
void wipeAndFree(char *pages, std::size_t size) noexcept;

} // namespace chancery
