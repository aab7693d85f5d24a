-- Counts calls through BCC's binding for Lua, as told on standard input.
--
--   counter.lua OBJECT uprobe FILE FUNCTION
--
-- As ../python/counter.py, as far as this binding goes: it attaches to functions only, and never detaches before
-- its process ends.
return function(BPF)
  local told = dofile(debug.getinfo(1, "S").source:match("^@(.*)/") .. "/told.lua")
  local kind, file, name = arg[2], arg[3], arg[4]
  if kind ~= "uprobe" then
    told.refuse("the binding for Lua attaches to functions only, not to a " .. kind)
  end
  local bpf = BPF:new{text = [[
    BPF_ARRAY(counts, u64, 256);
    int program(void *context) { u32 at = 0; counts.atomic_increment(at); return 0; }
  ]]}
  local counts = bpf:get_table("counts")
  told.run("BCC Lua", {
    attach = function() bpf:attach_uprobe{name = file, sym = name, fn_name = "program"} return 0 end,
    count = function(index) return counts:get(index) end,
  })
end
