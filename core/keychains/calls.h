// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/request.h"

#include <array>

namespace chancery::keychains::calls {

/// What a person asks of any service behind the proxy, to see whether the way works.
inline constexpr Call tryIt{"keychains.tryIt", "GET", Effect::Read};

/// What a person types; of what is no reading nobody knows here what it does.
inline constexpr std::array typed{Call{"keychains.get", "GET", Effect::Read},
                                  Call{"keychains.head", "HEAD", Effect::Read},
                                  Call{"keychains.post", "POST", Effect::Irreversible},
                                  Call{"keychains.put", "PUT", Effect::Irreversible},
                                  Call{"keychains.patch", "PATCH", Effect::Irreversible},
                                  Call{"keychains.delete", "DELETE", Effect::Irreversible}};

} // namespace chancery::keychains::calls
