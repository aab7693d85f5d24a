-- Does batches of map operations through BCC's binding for Lua, as told on standard input.
--
--   map_ops.lua array|hash|mapped|structs|percpu ENTRIES
--
-- As ../python/map_ops.py, as far as this binding goes: it knows hash maps and arrays, and no batches.
return function(BPF)
  local told = dofile(debug.getinfo(1, "S").source:match("^@(.*)/") .. "/told.lua")
  local bit = require("bit")
  local kind, entries = arg[1], tonumber(arg[2])
  local declarations = {
    array = "BPF_ARRAY(table, u64, %d);",
    hash = "BPF_HASH(table, u32, u64, %d);",
  }
  if not declarations[kind] then
    told.refuse("the binding for Lua knows no such map (" .. kind .. ")")
  end
  local map = BPF:new{text = declarations[kind]:format(entries)}:get_table("table")
  local mask = entries - 1

  local function put(times)
    for i = 0, times - 1 do map:set(bit.band(i, mask), i) end
    return times * (times - 1) / 2
  end

  local function get(times)
    local sum = 0ULL
    for i = 0, times - 1 do sum = sum + map:get(bit.band(i, mask)) end
    return sum
  end

  local function put_and_remove(times)
    for i = 0, times - 1 do
      local key = bit.band(i, mask)
      map:set(key, i)
      map:delete(key)
    end
    return times * (times - 1) / 2
  end

  -- The product of 32 bits, of which a double holds the lower half exactly if it is made of halves.
  local function far(i)
    local high, low = 0x9e37, 0x79b1
    return bit.band(bit.tobit(bit.lshift(bit.band(i * high, 0xffff), 16) + i * low), mask)
  end

  local function put_far(times)
    for i = 0, times - 1 do map:set(far(i), i) end
    return times * (times - 1) / 2
  end

  local function get_far(times)
    local sum = 0ULL
    for i = 0, times - 1 do sum = sum + map:get(far(i)) end
    return sum
  end

  local function walk(times)
    local sum = 0ULL
    for done = 0, times - 1, entries do
      for key, value in map:items() do sum = sum + key + value end
    end
    return sum
  end

  local function seed(count)
    for i = 0, count - 1 do map:set(i, 3 * i + 1) end
    return 0
  end

  local function content()
    local sum = 0ULL
    for i = 0, entries - 1 do sum = sum + (map:get(i) or 0) end
    return sum
  end

  told.run("BCC Lua", {
    get = get, put = put, put_and_remove = kind == "hash" and put_and_remove or nil,
    get_far = get_far, put_far = put_far, walk = walk, seed = seed, content = content,
  })
end
