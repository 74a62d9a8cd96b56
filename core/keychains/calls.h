// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/request.h"

namespace chancery::keychains::calls {

/// What a person asks of any service behind the proxy, to see whether the way works.
inline constexpr Call tryIt{"keychains.tryIt", "GET", Effect::Read};

} // namespace chancery::keychains::calls
